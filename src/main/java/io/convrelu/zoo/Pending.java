package io.convrelu.zoo;

/**
 * A value whose activation is still to be applied. What consumes it decides how: a convolution
 * takes the activation into itself, anything else gets a layer of its own in front ({@link
 * ActivatedGraph}).
 *
 * @param vertex whose output is activated
 * @param place name of the activation, and of its layer where it gets one
 * @param position what replacement strategies ask for
 */
record Pending(String vertex, String place, Position position) {}

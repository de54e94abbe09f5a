package io.convrelu.zoo.plain;

import io.convrelu.kernel.Activation;
import java.util.Optional;

/**
 * A value whose activation is still to be applied.
 *
 * @param vertex whose output is activated
 * @param place name of the activation's layer where it gets one
 * @param activation empty when it has been applied
 */
record Pending(String vertex, String place, Optional<Activation> activation) {}

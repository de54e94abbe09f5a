package io.convrelu.train;

/**
 * A trained model as {@link SavedModel} keeps it.
 *
 * @param place the folder that it was read from, for messages
 * @param state configuration and numbers; no momentum
 * @param description all else
 */
public record TrainedModel(String place, ModelState state, ModelDescription description) {}

package io.convrelu.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.kernel.fused.StageRuntime;
import io.convrelu.train.checkpoint.Checkpoint;
import io.convrelu.train.checkpoint.CheckpointPosition;
import io.convrelu.train.observed.ThresholdCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * States of a training as checkpoints and back. The network's configuration is not among it: it
 * follows from the settings and the data set.
 */
final class StateCheckpoint {

  private static final String PARAMETERS = "parameters";
  private static final String MOMENTUM = "momentum";
  private static final String OUTER_MOMENTUM = "outer-momentum";
  private static final String OWN_MOMENTUM = "momentum-of-worker-";

  private static final String ENGINE = "engine";
  private static final String HISTORY = "history";
  private static final String TOTALS = "rounds";
  private static final String DROPPED = "dropped";
  private static final String INITIAL_THRESHOLDS = "initialThresholds";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private StateCheckpoint() {}

  /**
   * @param sequence rounds since the start of the training
   * @param identity of the training
   */
  static Checkpoint of(TrainingState state, long sequence, String identity) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put(PARAMETERS, state.model().parameters());
    arrays.put(MOMENTUM, state.sharedMomentum());
    arrays.put(OUTER_MOMENTUM, state.outerMomentum());
    for (int worker = 0; worker < state.ownMomentum().size(); worker++) {
      arrays.put(OWN_MOMENTUM + worker, state.ownMomentum().get(worker));
    }
    ObjectNode progress = JSON.createObjectNode();
    progress.put(ENGINE, StageRuntime.get().engine());
    progress.set(HISTORY, tree(state.history()));
    progress.set(TOTALS, tree(state.totals().each()));
    progress.set(DROPPED, tree(state.dropped().stream().sorted().toList()));
    progress.set(INITIAL_THRESHOLDS, tree(state.initialThresholds()));
    return new Checkpoint(
        new CheckpointPosition(state.epoch(), state.round(), sequence),
        identity,
        progress,
        arrays,
        score(state));
  }

  /**
   * The state that a checkpoint was taken of.
   *
   * @param initial that of the same training's start
   * @throws IllegalArgumentException when it cannot be one of this network
   */
  static TrainingState state(Checkpoint checkpoint, TrainingState initial) {
    Map<String, float[]> arrays = checkpoint.arrays();
    List<float[]> ownMomentum = new ArrayList<>();
    for (int worker = 0; worker < initial.ownMomentum().size(); worker++) {
      ownMomentum.add(array(arrays, OWN_MOMENTUM + worker));
    }
    float[] parameters = array(arrays, PARAMETERS);
    int expected = initial.model().parameters().length;
    if (parameters.length != expected) {
      throw new IllegalArgumentException(
          "has " + parameters.length + " parameters, the network has " + expected);
    }
    JsonNode progress = upgraded(checkpoint.progress());
    return new TrainingState(
        checkpoint.position().epoch(),
        checkpoint.position().rounds(),
        initial.model().with(parameters, array(arrays, MOMENTUM)),
        array(arrays, OUTER_MOMENTUM),
        ownMomentum,
        value(progress, DROPPED, new TypeReference<Set<Integer>>() {}),
        new EpochTotals(value(progress, TOTALS, new TypeReference<List<RoundMetrics>>() {})),
        value(progress, HISTORY, new TypeReference<List<EpochMetrics>>() {}),
        value(
            progress,
            INITIAL_THRESHOLDS,
            new TypeReference<LinkedHashMap<String, ThresholdCounts>>() {}));
  }

  /** What the training was computed with so far, where that is not what this JVM computes with. */
  static Optional<String> otherEngine(Checkpoint checkpoint) {
    String here = StageRuntime.get().engine();
    String there = checkpoint.progress().path(ENGINE).asText(here);
    return there.equals(here) ? Optional.empty() : Optional.of(there);
  }

  /** With what checkpoints of earlier releases do not have: nothing was measured then. */
  private static JsonNode upgraded(JsonNode progress) {
    ObjectNode copy = progress.deepCopy();
    if (!copy.has(INITIAL_THRESHOLDS)) {
      copy.putObject(INITIAL_THRESHOLDS);
    }
    for (JsonNode epoch : copy.path(HISTORY)) {
      if (epoch instanceof ObjectNode metrics && !metrics.has("classifierSparsity")) {
        metrics.put("classifierSparsity", "NaN");
        metrics.putObject("thresholds");
      }
    }
    return copy;
  }

  /** Of an epoch that has just been evaluated: top-1 on the validation split, if there is one. */
  private static OptionalDouble score(TrainingState state) {
    if (state.round() > 0 || state.history().isEmpty()) {
      return OptionalDouble.empty();
    }
    Evaluation validation = state.history().get(state.history().size() - 1).validation();
    return validation.examples() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(validation.top1());
  }

  /** By way of text, in which NaN is the text "NaN". */
  private static JsonNode tree(Object value) {
    try {
      return JSON.readTree(JSON.writeValueAsBytes(value));
    } catch (java.io.IOException e) {
      throw new IllegalStateException("plain records could not be written as JSON", e);
    }
  }

  private static <T> T value(JsonNode progress, String key, TypeReference<T> type) {
    try {
      return JSON.treeToValue(progress.path(key), JSON.constructType(type));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("its " + key + ": " + e.getOriginalMessage(), e);
    }
  }

  private static float[] array(Map<String, float[]> arrays, String name) {
    float[] array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("has no array '" + name + "'");
    }
    return array;
  }
}

package io.convrelu.train;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.BadInputException;
import io.convrelu.kernel.fused.StageRuntime;
import io.convrelu.train.checkpoint.Checkpoint;
import io.convrelu.train.checkpoint.NewestCheckpoint;
import io.convrelu.train.checkpoint.SkippedCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a training starts: at its beginning, or where an earlier run of it has come to. */
public final class StartingPoint {

  private final TrainingState state;
  private final List<String> explanation;

  private StartingPoint(TrainingState state, List<String> explanation) {
    this.state = state;
    this.explanation = List.copyOf(explanation);
  }

  /** The beginning. */
  static StartingPoint beginning(TrainingState initial) {
    return new StartingPoint(initial, List.of());
  }

  /**
   * The newest sound checkpoint, or the beginning where there is none.
   *
   * @param folder of the checkpoints, for people
   * @param initial state of the training's beginning
   * @throws ConfigException when it is a checkpoint of another training, or of one that is further
   *     than this one shall go
   * @throws BadInputException when this program cannot go on from it
   */
  static StartingPoint newest(
      NewestCheckpoint newest,
      String folder,
      TrainingIdentity identity,
      TrainingState initial,
      int epochs) {
    List<String> explanation = new ArrayList<>();
    for (SkippedCheckpoint skipped : newest.skipped()) {
      explanation.add("skips " + skipped);
    }
    if (newest.checkpoint().isEmpty()) {
      explanation.add(
          "starts from the beginning: no checkpoint in " + folder + " was ever completed");
      return new StartingPoint(initial, explanation);
    }
    Checkpoint checkpoint = newest.checkpoint().get();
    String name = folder + "/" + checkpoint.position().name();
    identity.requireSame(checkpoint.identity(), name);
    TrainingState state = state(checkpoint, name, initial);
    if (state.epoch() > epochs || (state.epoch() == epochs && state.round() > 0)) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  "train.epochs",
                  name,
                  "is "
                      + epochs
                      + ", and the checkpoint has come to "
                      + place(state)
                      + "; ask for as many epochs at least, or train into another --output")));
    }
    explanation.add(
        "goes on from checkpoint "
            + checkpoint.position().name()
            + ", the newest sound one in "
            + folder
            + ": "
            + place(state)
            + (state.epoch() == epochs ? ", which is all; the model is written again" : ""));
    StateCheckpoint.otherEngine(checkpoint)
        .ifPresent(
            other ->
                explanation.add(
                    "was trained on "
                        + other
                        + " and goes on on "
                        + StageRuntime.get().engine()
                        + ": sums are rounded otherwise from here on, so it will not end in the bits"
                        + " of a training that was left alone"));
    return new StartingPoint(state, explanation);
  }

  private static TrainingState state(Checkpoint checkpoint, String name, TrainingState initial) {
    try {
      return StateCheckpoint.state(checkpoint, initial);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          name,
          "",
          "is sound but not one that this program can go on from ("
              + e.getMessage()
              + "); go on with the program that wrote it, or train into another --output",
          e);
    }
  }

  private static String place(TrainingState state) {
    String epochs = count(state.epoch(), "epoch");
    return state.round() == 0
        ? epochs + " done"
        : epochs + " and " + count(state.round(), "round") + " of the next done";
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** Which checkpoint was chosen and why, and what was skipped; lines for people. */
  public List<String> explanation() {
    return explanation;
  }

  /** Epochs that are done. */
  public List<EpochMetrics> history() {
    return state.history();
  }

  /** What a training has come to that ends here. */
  public TrainingRun run() {
    return TrainingRun.of(state, Optional.empty());
  }

  TrainingState state() {
    return state;
  }
}

package io.convrelu.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * The training that every cluster of these tests carries out: four workers with unequal shares of
 * 203 images, thresholds in the first stage, averaging every two steps, momentum, a step of the
 * learning rate.
 */
final class TinyTraining {

  /** What {@code jobs/prepare.sh} is asked for. */
  static final List<String> DATA =
      List.of("--dataset", "synthetic", "--examples", "203", "--classes", "4");

  /** The configuration, one assignment a line. */
  static final List<String> SETTINGS =
      List.of(
          "activation.name=conv-relu",
          "activation.strategy=first",
          "train.workers=4",
          "train.averaging-period=2",
          "train.batch-size=16",
          "train.epochs=2",
          "train.lr=0.02",
          "train.lr-steps=[1]",
          "train.lr-factor=0.5",
          "train.momentum=0.9");

  private TinyTraining() {}

  /**
   * The words of a command that trains.
   *
   * @param script with its first argument, if that comes before the options
   */
  static String[] command(String script, String data, String output, String... options) {
    List<String> words = new ArrayList<>(List.of(script.split(" ")));
    words.addAll(List.of("--data", data, "--output", output));
    words.addAll(List.of(options));
    SETTINGS.forEach(setting -> words.addAll(List.of("--set", setting)));
    return words.toArray(String[]::new);
  }
}

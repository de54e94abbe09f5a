package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.data.DatasetDescription;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.Split;
import io.convrelu.sweep.SweepPlan;
import io.convrelu.sweep.cost.CostModel;
import io.convrelu.sweep.cost.TrialCost;
import io.convrelu.sweep.result.SweepData;
import io.convrelu.sweep.result.TrialDescription;
import io.convrelu.sweep.trial.TrialOutline;
import io.convrelu.sweep.trial.TrialProgram;
import io.convrelu.train.TrainingPlan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a dry run says of trials that nothing is known of yet. */
class DryRunTest {

  /** 45,000 images to train, 5,000 to validate and 10,000 to test, in ten classes. */
  private static final DatasetDescription DATA =
      new DatasetDescription(
          1,
          "cifar10",
          ExampleKind.IMAGE,
          false,
          Collections.nCopies(10, "class"),
          List.of(),
          new DatasetDescription.ImageShape(
              3, 32, 32, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)),
          Map.of(
              Split.TRAIN, List.of(45_000L),
              Split.VALIDATION, List.of(5_000L),
              Split.TEST, List.of(10_000L)),
          1,
          Map.of());

  private static final String SPACE =
      """
      train { epochs = 6, workers = 2 }
      sweep {
        grid.activation = [ { name = relu }, { name = conv-relu, strategy = all } ]
        seeds = [1, 2]
      }
      """;

  @Test
  void theCostOfATrialFollowsFromItsNetworkAndItsData() {
    TrialCost cost = cost("activation { name = conv-relu }, train { epochs = 6, momentum = 0 }");

    assertThat(cost.parameters()).isEqualTo(43_098);
    assertThat(cost.allTrained()).isEqualTo(270_000);
    assertThat(cost.allScored()).isEqualTo(90_000);
    double forward = cost.flop() / (3 * 270_000 + 90_000);
    assertThat(forward).isEqualTo(6_650_880);
    assertThat(cost.secondsAt(300)).isEqualTo(1000);
    assertThat(cost.modelBytes()).isGreaterThan(4 * 43_098).isLessThan(4 * 43_098 + 40_000);
  }

  @Test
  void checkpointsAreCountedAsTheyAreKept() {
    long one = cost("train { epochs = 1, momentum = 0 }").checkpointBytes();
    assertThat(one).isGreaterThan(4 * 42_954).isLessThan(4 * 44_000);
    assertThat(cost("train { epochs = 3, momentum = 0 }").checkpointBytes()).isEqualTo(3 * one);
    assertThat(cost("train { epochs = 9, momentum = 0 }").checkpointBytes()).isEqualTo(4 * one);
    assertThat(cost("train { epochs = 1, momentum = 0, checkpoint-rounds = 1 }").checkpointBytes())
        .isEqualTo(4 * one);
    assertThat(cost("train { epochs = 1 }").checkpointBytes()).isEqualTo(2 * one);
    assertThat(cost("train { epochs = 1, momentum-averaging = reset }").checkpointBytes())
        .isEqualTo(one);
    assertThat(
            cost("train { epochs = 1, momentum-averaging = local, workers = 3 }").checkpointBytes())
        .isEqualTo(4 * one);
    assertThat(cost("train { epochs = 1, outer-momentum = 0.5 }").checkpointBytes())
        .isEqualTo(3 * one);
  }

  private static TrialCost cost(String conf) {
    return new CostModel(DATA).of(TrainingPlan.of(Settings.parse(conf, "test.conf")));
  }

  @Test
  void listsTrialsAndSumsUp() {
    List<String> lines = describe(SPACE, Optional.empty(), 4);

    assertThat(lines.get(0)).matches("trial +seed +epochs +workers +examples +TFLOP .* settings");
    assertThat(lines.subList(1, 5))
        .allMatch(
            line -> line.matches("[0-9a-f]{12} +[12] +6 +2 +270,000 .* - +to run +activation.*"))
        .anyMatch(
            line ->
                line.matches(
                    ".* 43,\\d\\d\\d .*activation.name=conv-relu activation.strategy=all train.seed=2"));
    assertThat(lines.subList(5, lines.size()))
        .satisfiesExactly(
            line -> assertThat(line).isEmpty(),
            line -> assertThat(line).matches("trials +4: 4 to run, 0 ended before"),
            line -> assertThat(line).matches("examples to train +1,080,000, and 360,000 to score"),
            line -> assertThat(line).matches("matrix products +[\\d.]+ TFLOP; a step .*"),
            line -> assertThat(line).matches("parameters +42,954 to 43,\\d+ a trial"),
            line -> assertThat(line).matches("storage +\\S+ of models; .* until it ends"),
            line -> assertThat(line).matches("memory a worker +\\d+m off-heap, \\d+m heap at most"),
            line ->
                assertThat(line).matches("time +not known: .* \\(4 of 4 trials\\); --assume-.*"));
  }

  @Test
  void anAssumedRateGivesATimeThatSlotsAndTheLongestTrialBound() {
    double flop = cost("train { epochs = 6, workers = 2 }").flop();
    assertThat(cost("train.epochs = 6, activation { name = conv-relu, strategy = all }").flop())
        .isEqualTo(flop);

    // At flop / 400 a worker, 4 trials of 2 workers take 200 s each.
    Optional<Double> pace = Optional.of(flop / 400);
    assertThat(last(describe(SPACE, pace, 4)))
        .isEqualTo("about 400 s".replace("400 s", "6.7 min") + " on 4 slots");
    assertThat(last(describe(SPACE, pace, 1))).isEqualTo("about 13.3 min on 1 slot");
    assertThat(last(describe(SPACE, pace, 100))).isEqualTo("about 3.3 min on 100 slots");
    assertThat(last(describe(SPACE + "sweep.concurrent-trials = 1", pace, 100)))
        .isEqualTo("about 13.3 min on 100 slots, 1 trials at once");
  }

  @Test
  void pruningHasALowerBound() {
    List<String> lines =
        describe(
            SPACE + "sweep.pruning { rule = asha, min-epochs = 2, reduction = 2 }",
            Optional.of(1e9),
            2);

    // Four trials to epoch 2, two on to 4, one on to 6, of 24 epochs.
    assertThat(lines)
        .anyMatch(
            line -> line.matches("with pruning +from 58% of that \\(asha at its best\\) to .*"));
    assertThat(last(lines)).endsWith("on 2 slots, if nothing is pruned");
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1).replaceFirst("^time +", "");
  }

  private static List<String> describe(String conf, Optional<Double> flopPerSecond, int slots) {
    TrialProgram program =
        new TrialProgram(
            new SweepData("cifar10", false, "0123456789abcdef", 10, 45_000, 10_000),
            settings -> {
              TrainingPlan plan = TrainingPlan.of(settings);
              return new TrialOutline(
                  new TrialDescription("n", "a", "s", "i", plan.train().seed()),
                  plan.train().epochs(),
                  plan.train().workers(),
                  5_000);
            },
            (trial, control) -> {
              throw new AssertionError("a dry run trains nothing");
            });
    SweepPlan plan = SweepPlan.read(Settings.parse(conf, "test.conf"), program, id -> "out/" + id);
    return new DryRun(new CostModel(DATA), List.of(), flopPerSecond, slots)
        .describe(plan)
        .lines()
        .toList();
  }
}

package io.convrelu.sweep.space;

import static io.convrelu.sweep.space.SpaceProblems.assertProblems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  @Test
  void spansEveryCombinationSeedBySeed() {
    List<SpacePoint> points =
        points(
            """
            train.epochs = 3
            sweep {
              grid {
                "train.lr" = [0.1, 0.01]
                activation = [ { name = relu }, { name = conv-relu, strategy = first } ]
                network { name = [a, b] }
              }
              seeds = [1, 2]
            }
            """);

    assertThat(points).hasSize(16);
    assertThat(points)
        .extracting(SpacePoint::label)
        .startsWith(
            "activation.name=relu network.name=a train.lr=0.1 train.seed=1",
            "activation.name=relu network.name=a train.lr=0.01 train.seed=1",
            "activation.name=relu network.name=b train.lr=0.1 train.seed=1")
        .endsWith(
            "activation.name=conv-relu activation.strategy=first network.name=b train.lr=0.01"
                + " train.seed=2")
        .doesNotHaveDuplicates();
    assertThat(points.get(0).settings().leaves())
        .isEqualTo(
            Map.of(
                "train.epochs",
                3,
                "train.lr",
                0.1,
                "train.seed",
                1L,
                "activation.name",
                "relu",
                "network.name",
                "a"));
  }

  @Test
  void aSectionOfTheGridKeepsTheBaseKeysThatItDoesNotName() {
    List<SpacePoint> points =
        points(
            """
            activation { name = relu, slope = 0.2 }
            sweep.grid.activation = [ {}, { name = elu }, { slope = 0.3 } ]
            """);

    assertThat(points)
        .extracting(point -> point.settings().leaves())
        .containsExactly(
            Map.of("activation.name", "relu", "activation.slope", 0.2),
            Map.of("activation.name", "elu", "activation.slope", 0.2),
            Map.of("activation.name", "relu", "activation.slope", 0.3));
  }

  @Test
  void aValueMayItselfBeAList() {
    List<SpacePoint> points = points("sweep.grid { \"train.lr-steps\" = [ [2, 3], [] ] }");

    assertThat(points)
        .extracting(point -> point.settings().leaves().get("train.lr-steps"))
        .containsExactly(List.of(2, 3), List.of());
  }

  @Test
  void seedsAloneAreASpaceAndOverrideTheBaseSeed() {
    List<SpacePoint> points = points("train.seed = 9, sweep.seeds = [5, 12345678901]");

    assertThat(points)
        .extracting(point -> point.settings().leaves())
        .containsExactly(Map.of("train.seed", 5L), Map.of("train.seed", 12345678901L));
  }

  @Test
  void aGridWithoutSeedsKeepsTheBaseSeedAndMayVaryIt() {
    assertThat(points("train.seed = 9, sweep.grid { x = [1] }").get(0).settings().leaves())
        .containsEntry("train.seed", 9);
    assertThat(points("sweep.grid { \"train.seed\" = [1, 2] }")).hasSize(2);
  }

  @Test
  void reportsEveryProblemAtOnce() {
    assertProblems(
        """
        sweep {
          grid {
            "train.lr" = 0.1
            "train.epochs" = []
            train { lr = [0.1], seed = [1] }
            activation = [ { name = relu } ]
            "activation.slope" = [0.1]
            network {}
            "bad key" = [1]
            sweep.seeds = [1]
            with-null = [1, null]
          }
          seeds = [1, 1, two, 1.5]
          seed = 3
        }
        """,
        "sweep.grid.\"train.lr\": is 0.1, allowed: a list",
        "sweep.grid.\"train.epochs\": is an empty list",
        "sweep.grid.\"activation.slope\": is inside the section activation",
        "sweep.grid.network: is an empty section",
        "sweep.grid.\"bad key\": is no key",
        "sweep.grid.sweep: a sweep cannot vary itself",
        "sweep.grid.with-null: has null for with-null",
        "sweep.seeds: has 1 twice",
        "sweep.seeds: has 'two', allowed: whole numbers",
        "sweep.seeds: has '1.5', allowed: whole numbers",
        "sweep.grid.train.seed: varies train.seed, and so does sweep.seeds",
        "sweep.seed: unknown key, allowed: sweep.grid, sweep.list, sweep.random.space, sweep.seeds");
  }

  @Test
  void namesTheLineOfAProblem() {
    assertThatThrownBy(() -> points("sweep.grid {\n  x = [1]\n  \"train.lr\" = 0.1\n}"))
        .hasMessageContaining("test.conf: 3: ");
  }

  @Test
  void refusesAKeyThatIsGivenQuotedAndNested() {
    assertProblems(
        "sweep.grid { \"train.lr\" = [1], train { lr = [2] } }",
        "sweep.grid.\"train.lr\": is given twice");
    assertProblems(
        "sweep.grid { train = [ { lr-steps = [1], \"a.b\" = 1, a { b = 2 } } ] }",
        "sweep.grid.train: gives train.a.b twice in one entry");
  }

  @Test
  void refusesASeedHiddenInASectionBesideSeeds() {
    assertProblems(
        "sweep { grid.train = [ { seed = 1 } ], seeds = [1] }",
        "sweep.grid.train: varies train.seed, and so does sweep.seeds");
  }

  @Test
  void refusesASpaceOfNothing() {
    assertProblems("train.lr = 0.1", "sweep: nothing to try");
    assertProblems("sweep.seeds = []", "sweep.seeds: holds no seed");
    assertProblems("sweep.seeds = 1", "sweep.seeds: is 1, allowed: a list", "holds no seed");
  }

  @Test
  void refusesASpaceTooLargeToMean() {
    String axis = " = [1,2,3,4,5,6,7,8,9,10]\n";
    assertProblems(
        "sweep.grid {\n a"
            + axis
            + "b"
            + axis
            + "c"
            + axis
            + "d"
            + axis
            + "e"
            + axis
            + "f = [1,2]}",
        "sweep: spans 200000 trials, allowed: at most 100000");
  }

  private static List<SpacePoint> points(String conf) {
    return SearchSpace.read(Settings.parse(conf, "test.conf")).points();
  }
}

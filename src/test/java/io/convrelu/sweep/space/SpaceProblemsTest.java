package io.convrelu.sweep.space;

import static io.convrelu.sweep.space.SpaceProblems.assertProblems;
import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpaceProblemsTest {

  @Test
  void aListIsTakenAsItIs() {
    List<SpacePoint> points =
        SearchSpace.read(
                Settings.parse(
                    """
                    train { lr = 0.1, epochs = 2 }
                    sweep.list = [
                      { train.lr = 1, activation { name = relu } }, {}, { "train.lr" = 1e-2 }
                    ]
                    sweep.seeds = [1, 2]
                    """,
                    "test.conf"))
            .points();

    assertThat(points)
        .extracting(SpacePoint::label)
        .containsExactly(
            "activation.name=relu train.lr=1 train.seed=1",
            "train.seed=1",
            "train.lr=0.01 train.seed=1",
            "activation.name=relu train.lr=1 train.seed=2",
            "train.seed=2",
            "train.lr=0.01 train.seed=2");
    assertThat(points.get(1).settings().leaves())
        .isEqualTo(Map.of("train.lr", 0.1, "train.epochs", 2, "train.seed", 1L));
  }

  @Test
  void aListHasSections() {
    assertProblems(
        "sweep { list = [ 3, { sweep.seeds = [1] }, { \"a b\" = 1 }, { x = null } ], seeds = [1] }",
        "test.conf: 1: sweep.list: has 3, allowed: sections",
        "sweep.list: a sweep cannot vary itself in entry 2 of sweep.list",
        "sweep.list: has the key 'a b'",
        "sweep.list: has null for x");
    assertProblems("sweep.grid {}", "test.conf: 1: sweep.grid: holds nothing to vary, allowed:");
    assertProblems("sweep { grid {}, seeds = [1] }", "sweep.grid: holds nothing to vary");
    assertProblems("sweep {}", "sweep: nothing to try, allowed: sweep.seeds, one of");
    assertProblems("sweep.list = []", "sweep.list: holds no point");
    assertProblems("sweep.list = {}", "sweep.list: is {}, allowed: a list", "holds no point");
    assertProblems(
        "sweep { list = [ { train.seed = 1 } ], seeds = [2] }", "sweep.list: varies train.seed");
  }

  @Test
  void pointsComeFromOneSource() {
    assertProblems(
        "sweep { grid { x = [1] }, list = [ { x = 1 } ] }",
        "sweep.list: is given beside sweep.grid, allowed: one of sweep.grid, sweep.list, sweep.random");
    assertProblems(
        "sweep { grid { x = 1 }, random { trials = 0, space {} } }",
        "sweep.random: is given beside sweep.grid",
        "sweep.grid.x: is 1, allowed: a list",
        "sweep.random.trials: is 0, allowed: a whole number from 1 to 100000",
        "sweep.random: has no space");
  }

  @Test
  void aRandomSpaceSaysHowManyOfWhat() {
    assertProblems(
        "sweep.random { seed = 1, what = 2 }",
        "test.conf: 1: sweep.random: does not say how many to draw, allowed: trials = 20",
        "sweep.random: has no space to draw from",
        "sweep.random.what: unknown key, allowed: sweep.random.seed, sweep.random.space, sweep.random.trials");
    assertProblems(
        "sweep { seeds = [1, 2], random { trials = 60000, space { x = { choice = [1] } } } }",
        "sweep: spans 120000 trials, allowed: at most 100000");
  }

  @Test
  void aRandomSpaceTellsAllThatIsWrongWithItsDomains() {
    assertProblems(
        random(
            """
            a = [1, 2]
            b = { choice = [] }
            c = { uniform = [2, 1] }
            d = { log-uniform = [0, 1] }
            e = { integer-uniform = [1, 2.5] }
            f = { uniform = [1, 2], choice = [3] }
            g = { when = { a = 1 } }
            h = { uniform = 3 }
            i { j {} }
            k = { choice = [1], when = 3 }
            l = { choice = [1], when { n = [] } }
            "m n" = { choice = [1] }
            n = { choice = [1] }, "o.p" = { choice = [1] }, o { p = { choice = [1] } }
            q = { uniform = [1, 1] }
            """),
        "sweep.random.space.a: is [1, 2], allowed: { choice = […] }, { uniform = […] }",
        "sweep.random.space.b: is an empty list",
        "sweep.random.space.c: uniform is [2, 1], allowed: two numbers, the smaller one first",
        "sweep.random.space.d: log-uniform is [0, 1], allowed: two numbers above 0",
        "sweep.random.space.e: integer-uniform is [1, 2.5], allowed: two whole numbers",
        "sweep.random.space.f: has choice, uniform, allowed:",
        "sweep.random.space.g: has no values, allowed:",
        "sweep.random.space.h: uniform is 3, allowed: a list",
        "sweep.random.space.i.j: is an empty section",
        "sweep.random.space.k.when: is 3, allowed: keys and values",
        "sweep.random.space.l.when: has no value for n",
        "sweep.random.space.\"m n\": is no key",
        "sweep.random.space.\"o.p\": is given twice",
        "sweep.random.space.q: uniform is [1, 1]");
  }

  @Test
  void aConditionMustBeAbleToHold() {
    assertProblems(
        "train.lr = 0.1\n"
            + random(
                """
                activation = { choice = [ { name = relu }, { name = elu } ] }
                absent = { choice = [1], when = { activation.nam = [relu] } }
                "never" = { choice = [1], when = { activation.name = [convrelu, elou] } }
                constant = { choice = [1], when = { train.lr = 0.2 } }
                holds = { choice = [1], when = { train.lr = [0.10, 0.2] } }
                n = { integer-uniform = [1, 3] }
                of-n = { choice = [1], when = { n = 4 } }
                x = { uniform = [1, 3] }
                of-x = { choice = [1], when = { x = 2 } }
                """),
        "space.absent: is drawn when activation.nam has a value, but that key is neither drawn nor given",
        "space.never: is drawn when activation.name is convrelu or elou, which it never is, allowed: relu, elu",
        "space.constant: is drawn when train.lr is 0.2, which it never is, allowed: 0.1",
        "space.of-n: is drawn when n is 4, which it never is, allowed: whole numbers from 1 to 3",
        "space.of-x: is drawn when x is 2, which it never is, allowed: nothing; a number drawn");
  }

  @Test
  void conditionsDoNotGoInACircle() {
    assertProblems(
        random(
            """
            a = { choice = [1], when = { b = 1 } }
            b = { choice = [1], when = { c = 1 } }
            c = { choice = [1], when = { a = 1 } }
            d = { choice = [1], when = { d = 1 } }
            e = { choice = [1], when = { c = 1 } }
            """),
        "space.a: has conditions that go in a circle: a on b on c on a",
        "space.d: has conditions that go in a circle: d on d");
  }

  @Test
  void aKeyIsDrawnOnce() {
    assertProblems(
        random(
            """
            activation = { choice = [ { name = relu }, { name = elu, slope = 1 } ] }
            "activation.slope" = { uniform = [0, 1] }
            "activation.name" = { choice = [ { deep = 1 } ] }
            """),
        "space.\"activation.slope\": sets activation.slope, and so does sweep.random.space.activation",
        "space.\"activation.name\": sets activation.name.deep, and sweep.random.space.activation sets"
            + " activation.name");
    assertProblems(
        random("train = { choice = [ { seed = 1 } ] }") + "\nsweep.seeds = [1]",
        "sweep.random.space.train: varies train.seed, and so does sweep.seeds");
  }

  @Test
  void otherKeysOfTheSectionMayHaveOtherReaders() {
    Settings settings = Settings.parse("x = 1, sweep { seeds = [1], retries = 2 }", "test.conf");
    SettingsReader reader = new SettingsReader(settings);

    SearchSpace space = SearchSpace.read(settings, reader);
    assertThat(reader.integer("sweep.retries", 0, 0, 9)).isEqualTo(2);
    reader.finish("sweep");

    assertThat(space.points().get(0).settings().leaves())
        .isEqualTo(Map.of("x", 1, "train.seed", 1L));
    assertProblems(
        "sweep { seeds = [1], retries = 2 }",
        "sweep.retries: unknown key, allowed: sweep.grid, sweep.list, sweep.random.space, sweep.seeds");
  }

  private static String random(String space) {
    return "sweep.random { trials = 2, space {\n" + space + "} }";
  }
}

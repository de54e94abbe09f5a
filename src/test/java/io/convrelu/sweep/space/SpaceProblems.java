package io.convrelu.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.conf.Settings;
import java.util.List;

/** What is found wrong with a space. */
final class SpaceProblems {

  private SpaceProblems() {}

  /** Asserts that these problems are found, all at once, and no others. */
  static void assertProblems(String conf, String... expected) {
    assertThatThrownBy(() -> SearchSpace.read(Settings.parse(conf, "test.conf")))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              List<String> found = e.problems().stream().map(ConfigProblem::toString).toList();
              assertThat(found).hasSize(expected.length);
              for (String problem : expected) {
                assertThat(found).anySatisfy(line -> assertThat(line).contains(problem));
              }
            });
  }
}

package io.convrelu.report.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Golden values were computed with SciPy 1.17.1: p and interval with {@code ttest_1samp(d, 0)} and
 * its {@code confidence_interval(0.95)}, the exact p with {@code permutation_test((d,), mean,
 * permutation_type='samples', n_resamples=inf)}.
 */
class PairedTestTest {

  @ParameterizedTest
  @CsvSource({
    "'0.03 0.02 0.04', 0.035098718645984656, 0.25, 0.005158622882496699, 0.054841377117503295",
    "'0.012 -0.004 0.007 0.009 0.001', 0.15766058030579666, 0.1875, -0.0029988607691387734,"
        + " 0.012998860769138774",
    "'0.5 0.25', 0.20483276469913345, 0.5, -1.2132755920218368, 1.9632755920218368",
    "'0.01 -0.01 0.02', 0.5285954792089683, 0.75, -0.031279163669300926, 0.04461249700263426",
    "'-0.02 -0.021 -0.0195 -0.0208 -0.0201 -0.0199 -0.0203 -0.0207', 1.1730252032767754e-12,"
        + " 0.0078125, -0.0207148122030687, -0.0198601877969313",
  })
  void agreesWithSciPy(String differences, double p, double exactP, double low, double high) {
    PairedTest test =
        PairedTest.of(List.of(differences.split(" ")).stream().map(Double::valueOf).toList());

    assertThat(test.p()).isCloseTo(p, within(1e-9 * p + 1e-15));
    assertThat(test.exactP()).isEqualTo(exactP);
    assertThat(test.difference().low()).isCloseTo(low, within(1e-12));
    assertThat(test.difference().high()).isCloseTo(high, within(1e-12));
  }

  @Test
  void onePairHasNoTest() {
    PairedTest test = PairedTest.of(List.of(0.1));

    assertThat(test.p()).isNaN();
    assertThat(test.exactP()).isEqualTo(1);
    assertThat(test.difference().halfWidth()).isNaN();
  }

  @Test
  void equalDifferencesHaveNoSpreadToTestAgainst() {
    // 0.7 - 0.6 and 0.8 - 0.7 differ in their last bit.
    assertThat(PairedTest.of(List.of(0.7 - 0.6, 0.8 - 0.7, 0.1)).p()).isNaN();
    assertThat(PairedTest.of(List.of(0.0, 0.0, 0.0)).p()).isEqualTo(1);
    assertThat(PairedTest.of(List.of(0.0, -0.0)).exactP()).isEqualTo(1);
  }

  @Test
  void theExactTestCannotReachFivePercentWithFivePairs() {
    assertThat(PairedTest.of(Collections.nCopies(5, 1.0)).exactP())
        .isEqualTo(PairedTest.smallestExactP(5))
        .isEqualTo(0.0625);
    assertThat(PairedTest.of(Collections.nCopies(6, 1.0)).exactP()).isEqualTo(0.03125);
  }

  @Test
  void manyPairsHaveNoExactTest() {
    List<Double> many = IntStream.range(0, 21).mapToObj(i -> i * 0.1).toList();

    assertThat(PairedTest.of(many).exactP()).isNaN();
    assertThat(PairedTest.of(many).p()).isBetween(0.0, 0.001);
  }

  @Test
  void nothingToTestIsAnError() {
    assertThatThrownBy(() -> PairedTest.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}

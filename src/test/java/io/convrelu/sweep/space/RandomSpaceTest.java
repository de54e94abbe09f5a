package io.convrelu.sweep.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.conf.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RandomSpaceTest {

  private static final String LR = "\"train.lr\" = { log-uniform = [1e-4, 1] }\n";
  private static final String MOMENTUM = "\"train.momentum\" = { uniform = [0.5, 0.99] }\n";
  private static final String ACTIVATION =
      """
      activation = { choice = [ { name = relu }, { name = conv-relu, strategy = first } ] }
      """;
  private static final String INIT =
      """
      "activation.threshold-init" = {
        choice = [zero, random], when = { activation.name = [conv-relu, ada-relu] }
      }
      """;

  @Test
  void drawsEveryKindOfValueWithinItsBounds() {
    List<SpacePoint> points =
        points(
            400,
            LR
                + MOMENTUM
                + ACTIVATION
                + "train { batch-size = { choice = [32, 64] }, epochs = { integer-uniform = [-1, 2] } }");

    assertThat(points).hasSize(400);
    assertThat(column(points, "train.batch-size")).containsOnly(32, 64);
    assertThat(column(points, "train.epochs")).containsOnly(-1L, 0L, 1L, 2L);
    assertThat(column(points, "activation.name")).containsOnly("relu", "conv-relu");
    assertThat(points)
        .allSatisfy(
            point ->
                assertThat(point.settings().leaves().containsKey("activation.strategy"))
                    .isEqualTo(
                        point.settings().leaves().get("activation.name").equals("conv-relu")));
    assertThat(numbers(points, "train.lr")).allMatch(lr -> lr >= 1e-4 && lr <= 1);
    assertThat(numbers(points, "train.momentum")).allMatch(m -> m >= 0.5 && m <= 0.99);
  }

  /** Four standard errors of 4,000 draws of a distribution whose mean is known. */
  @Test
  void drawsAreAsProbableAsTheirDomainSays() {
    List<SpacePoint> points =
        points(
            4000, LR + MOMENTUM + "x = { choice = [a, b, c] }, n = { integer-uniform = [1, 6] }");

    assertThat(mean(numbers(points, "train.lr"), Math::log10)).isCloseTo(-2, within(0.075));
    assertThat(mean(numbers(points, "train.momentum"), m -> m)).isCloseTo(0.745, within(0.009));
    assertThat(mean(numbers(points, "n"), n -> n)).isCloseTo(3.5, within(0.11));
    assertThat(mean(column(points, "x"), x -> x.equals("c") ? 1 : 0))
        .isCloseTo(1 / 3.0, within(0.03));
  }

  @Test
  void numbersHaveFewDigits() {
    List<SpacePoint> points =
        points(
            50, LR + MOMENTUM + "far = { uniform = [1000, 1001] }, x = { log-uniform = [1, 3] }");

    assertThat(column(points, "train.lr"))
        .allMatch(lr -> new BigDecimal(CanonicalSettings.text(lr)).precision() <= 4);
    assertThat(column(points, "train.momentum"))
        .allMatch(m -> new BigDecimal(CanonicalSettings.text(m)).scale() <= 5);
    assertThat(column(points, "far"))
        .allMatch(x -> new BigDecimal(CanonicalSettings.text(x)).scale() <= 4)
        .hasSizeGreaterThan(45);
  }

  @Test
  void aBoundWithMoreDigitsIsNotPassedByRounding() {
    List<SpacePoint> points = points(200, "x = { log-uniform = [0.123456, 0.12346] }");

    assertThat(numbers(points, "x")).allMatch(x -> x >= 0.123456 && x <= 0.12346);
  }

  @Test
  void moreTrialsOrKeysChangeNoDraw() {
    List<String> before = labels(points(10, LR + ACTIVATION));

    assertThat(labels(points(25, LR + ACTIVATION)).subList(0, 10)).isEqualTo(before);
    assertThat(labels(points(10, ACTIVATION + MOMENTUM + INIT + LR)))
        .extracting(
            label -> label.replaceAll(" ?(train.momentum|activation.threshold-init)=\\S+", ""))
        .isEqualTo(before);
    assertThat(
            labels(
                points("sweep.random { trials = 10, seed = 8, space {" + LR + ACTIVATION + "} }")))
        .isNotEqualTo(before);
  }

  /**
   * The numbers were computed outside of Java, from the definitions of NamedSeed and SplitMix64; a
   * change of them would give every random sweep other trials.
   */
  @Test
  void drawsArePinned() {
    assertThat(labels(points(3, LR + MOMENTUM + ACTIVATION + INIT)))
        .containsExactly(
            "activation.name=conv-relu activation.strategy=first activation.threshold-init=random"
                + " train.lr=0.6267 train.momentum=0.75979",
            "activation.name=relu train.lr=0.001323 train.momentum=0.60959",
            "activation.name=relu train.lr=0.01778 train.momentum=0.75669");
  }

  @Test
  void aConditionalKeyIsDrawnOnlyWhenItsConditionHolds() {
    List<SpacePoint> points =
        points(
            "train.lr = 5, activation.threshold-init = glorot\n"
                + "sweep.random { trials = 200, seed = 7, space {"
                + ACTIVATION
                + INIT
                + "\"train.threshold-l2\" = { uniform = [0, 1], when { activation.threshold-init = random } }"
                + "} }");

    assertThat(points)
        .allSatisfy(
            point -> {
              Map<String, Object> leaves = point.settings().leaves();
              boolean conv = leaves.get("activation.name").equals("conv-relu");
              Object init = leaves.get("activation.threshold-init");
              if (conv) {
                assertThat(init).isIn("zero", "random");
              } else {
                assertThat(init).isEqualTo("glorot");
              }
              assertThat(leaves.containsKey("train.threshold-l2")).isEqualTo(init.equals("random"));
              assertThat(leaves).containsEntry("train.lr", 5);
            });
    assertThat(column(points, "activation.threshold-init"))
        .containsOnly("zero", "random", "glorot");
  }

  @Test
  void allConditionsMustHold() {
    List<SpacePoint> points =
        points(
            200,
            """
            a = { choice = [1, 2] }, b = { integer-uniform = [1, 2] }
            c = { choice = [x], when = { a = 1.0, b = [2] } }
            """);

    assertThat(points)
        .allSatisfy(
            point -> {
              Map<String, Object> leaves = point.settings().leaves();
              assertThat(leaves.containsKey("c"))
                  .isEqualTo(leaves.get("a").equals(1) && leaves.get("b").equals(2L));
            })
        .anySatisfy(point -> assertThat(point.settings().leaves()).containsKey("c"));
  }

  @Test
  void everyDrawIsRepeatedOverTheSeeds() {
    List<SpacePoint> points =
        points("sweep { seeds = [3, 4], random { trials = 2, space {" + LR + "} } }");

    assertThat(column(points, "train.seed")).containsExactly(3L, 3L, 4L, 4L);
    assertThat(column(points, "train.lr").subList(0, 2))
        .isEqualTo(column(points, "train.lr").subList(2, 4))
        .doesNotHaveDuplicates();
    assertThat(points.get(3).label()).matches("train.lr=0\\.\\d+ train.seed=4");
  }

  private static List<SpacePoint> points(int trials, String space) {
    return points("sweep.random { trials = " + trials + ", seed = 7, space {\n" + space + "} }");
  }

  private static List<SpacePoint> points(String conf) {
    return SearchSpace.read(Settings.parse(conf, "test.conf")).points();
  }

  private static List<String> labels(List<SpacePoint> points) {
    return points.stream().map(SpacePoint::label).toList();
  }

  private static List<Object> column(List<SpacePoint> points, String key) {
    return points.stream()
        .map(point -> point.settings().leaves().get(key))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Double> numbers(List<SpacePoint> points, String key) {
    return column(points, key).stream().map(value -> ((Number) value).doubleValue()).toList();
  }

  private static <T> double mean(List<T> values, ToDoubleFunction<T> of) {
    return values.stream().mapToDouble(of).average().orElseThrow();
  }
}

package io.convrelu.report.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convrelu.report.Trials;
import io.convrelu.sweep.layers.LayerDeadUnits;
import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.layers.LayerThresholds;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialState;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialsJsonTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void numbersAreShortAndWhatIsNoNumberIsNull() {
    assertThat(Json.number(0.123456789, 3)).hasToString("0.123");
    assertThat(Json.number(Double.NaN, 3)).hasToString("null");
    assertThat(Json.number(Double.NEGATIVE_INFINITY, 3)).hasToString("null");
    assertThat(Json.whole(7)).hasToString("7");
    // A browser would read 9007199254740993 as ...992.
    assertThat(Json.whole((1L << 53) + 1)).hasToString("\"9007199254740993\"");
    assertThat(Json.whole(Long.MIN_VALUE)).hasToString("\"-9223372036854775808\"");
  }

  @Test
  void thinningKeepsTheFirstAndTheLast() {
    List<Integer> hundred = IntStream.rangeClosed(1, 100).boxed().toList();

    assertThat(Thinning.of(hundred, 4)).containsExactly(1, 34, 67, 100);
    assertThat(Thinning.of(hundred, 100)).isEqualTo(hundred);
    assertThat(Thinning.of(List.of(), 2)).isEmpty();
    assertThatThrownBy(() -> Thinning.of(hundred, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyTextStandsOnceAndIsNamedByItsPlace() throws Exception {
    JsonNode json =
        write(
            List.of(
                Trials.trial().seed(1).settings(Map.of("train.lr", "0.1")).build(),
                Trials.trial().seed(2).ended(TrialState.TIMED_OUT, "too slow </script>").build()));

    JsonNode texts = json.path("texts");
    assertThat(text(texts, json.path("values").path("state").get(1))).isEqualTo("timed-out");
    assertThat(text(texts, json.path("messages").get(1))).isEqualTo("too slow </script>");
    assertThat(json.path("values").path("top1").toString()).isEqualTo("[0.5,null]");
    assertThat(json.path("values").path("weights").toString()).isEqualTo("[1035268,null]");
    long cifar =
        IntStream.range(0, texts.size())
            .filter(at -> texts.get(at).asText().equals("cifar10"))
            .count();
    assertThat(cifar).isEqualTo(1);
  }

  @Test
  void theTextCannotEndTheElementThatHoldsIt() {
    ListedTrial hostile =
        new ListedTrial(Trials.trial().id("</script><script>alert(1)").build(), "<!--");

    assertThat(new TrialsJson(List.of("x"), List.of(), List.of()).write(List.of(hostile)))
        .doesNotContain("<")
        .contains("\\u003c/script>");
  }

  @Test
  void longCurvesOfManyTrialsAreThinnedAndSaySo() throws Exception {
    List<EpochPoint> curve =
        IntStream.rangeClosed(1, 500)
            .mapToObj(
                epoch ->
                    new EpochPoint(
                        epoch, 0.1, 1.0 / epoch, 1, 0.5, Double.NaN, 9, 0, 0, Double.NaN))
            .toList();

    JsonNode one = write(List.of(Trials.trial().curve(curve).build())).path("curves").get(0);
    JsonNode many = MAPPER.readTree(new CurveJson(100_000).write(curve).toString());

    assertThat(one.path("epochs")).hasSize(200);
    assertThat(one.path("allEpochs").asInt()).isEqualTo(500);
    assertThat(one.path("trainLoss").get(199).asDouble()).isEqualTo(0.002);
    assertThat(one.has("validationTop1")).isFalse();
    assertThat(many.path("epochs")).hasSize(20);
    assertThat(many.path("epochs").get(19).asInt()).isEqualTo(500);
  }

  @Test
  void layersKeepWhatWasRecordedAndHeightsOfBins() throws Exception {
    LayerObservations layers =
        new LayerObservations(
            List.of(0, 1, 5),
            List.of(Double.NaN, 0.1, 0.1),
            List.of(new LayerDeadUnits("a", List.of(Double.NaN, 0.25, 0.123456))),
            List.of(
                new LayerThresholds(
                    "a", -1, 1, List.of(List.of(0L, 10L, 5L), List.of(), List.of(1L, 1L, 0L)))));

    JsonNode json = MAPPER.readTree(LayerJson.write(layers));

    // Epoch 0 is not probed.
    assertThat(json.path("epochs").toString()).isEqualTo("[1,5]");
    assertThat(json.path("dead").get(0).path("shares").toString()).isEqualTo("[0.25,0.123]");
    JsonNode thresholds = json.path("thresholds").get(0);
    assertThat(thresholds.path("epochs").toString()).isEqualTo("[0,5]");
    assertThat(thresholds.path("low").asDouble()).isEqualTo(-1);
    // The fullest bin of an epoch is the last of 64 steps, half of it the 32nd.
    assertThat(thresholds.path("heights").toString()).isEqualTo("[\"0_W\",\"__0\"]");
  }

  private static JsonNode write(List<TrialResult> results) throws JsonProcessingException {
    List<ListedTrial> trials =
        results.stream().map(result -> new ListedTrial(result, "ReLU")).toList();
    List<String> inks = results.stream().map(result -> "relu").toList();
    return MAPPER.readTree(new TrialsJson(inks, List.of("ReLU"), List.of()).write(trials));
  }

  private static String text(JsonNode texts, JsonNode place) {
    return texts.get(place.asInt()).asText();
  }
}

package io.convrelu.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convrelu.report.Report;
import io.convrelu.report.SampleSweep;
import io.convrelu.report.Trials;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final EpochPoint POINT =
      new EpochPoint(1, 0.1, 2, 2.1, 0.3, Double.NaN, 100, Double.NaN, 0.1, 0.5);

  @Test
  void hasATableAndFiguresForEachDataSetAndNetwork() throws Exception {
    String page = page(SampleSweep.results());

    assertThat(page)
        .contains("<h2 id=\"table-1-title\">cifar10 · densenet-40</h2>")
        .contains("<h2 id=\"table-2-title\">ag-news · char-cnn-small</h2>")
        .contains("Trained on 10,000 of 50,000 training examples for 30 epochs")
        .contains("Trained on 15,237 of 120,000 training examples")
        .contains("id=\"table-1-accuracy-title\"")
        .contains("id=\"table-1-loss-title\"")
        .contains("id=\"table-1-dead-title\"")
        .contains("id=\"table-1-thresholds-0-title\"")
        .doesNotContain("id=\"table-3-accuracy-title\"");
    assertThat(count(page, "<table class=\"comparison\">")).isEqualTo(3);
    assertThat(count(page, "<tr data-row=")).isEqualTo(13 + 3 + 2);
    assertThat(data(page).path("inks").size()).isEqualTo(SampleSweep.results().size());
    assertThat(page).contains("<small>2 diverged, 1 failed</small>").contains("0 of 3");
    assertThat(page).contains("<small>one seed: no interval</small>");
  }

  @Test
  void numbersStandBesideThePapers() {
    List<TrialResult> trials =
        List.of(
            Trials.trial().seed(1).top1(0.70).build(),
            Trials.trial().seed(2).top1(0.72).build(),
            Trials.trial().seed(3).top1(0.77).build(),
            Trials.trial().choice("conv-relu", "first", "zero").seed(1).top1(0.73).build(),
            Trials.trial().choice("conv-relu", "first", "zero").seed(2).top1(0.74).build(),
            Trials.trial().choice("conv-relu", "first", "zero").seed(3).top1(0.81).build());

    String page = page(trials);

    assertThat(text(row(page, "ReLU"))).contains("73.00% ± 8.96", "94.29%", "reference");
    assertThat(text(row(page, "ConvReLU"))).contains("76.00% ± 10.83", "94.72%", "▲ +3.00 ± 2.48");
    assertThat(row(page, "ConvReLU")).contains("Paper, Table 1, 3, 4, 5: single run");
  }

  @Test
  void whatUsersWroteIsTextAndNeverMarkup() {
    String hostile = "</td><script>alert(1)</script><img src=x onerror='alert(2)'>\"";
    List<TrialResult> trials =
        List.of(
            Trials.trial()
                .id(hostile)
                .data(hostile, false)
                .network(hostile)
                .choice(hostile, hostile, hostile)
                .fingerprint(hostile)
                .settings(Map.of(hostile, hostile))
                .curve(List.of(POINT))
                .build(),
            Trials.trial()
                .id("b")
                .data(hostile, false)
                .network(hostile)
                .choice(hostile, hostile, hostile)
                .fingerprint(hostile)
                .ended(TrialState.FAILED, hostile)
                .build());

    String page = new Page(Report.of(List.of(hostile), trials)).render();

    assertThat(page).contains("&lt;script&gt;alert(1)");
    assertThat(page).contains("\\u003cscript>alert(1)").doesNotContain("<script>alert");
    assertThat(withoutOwnSource(page)).doesNotContain("<script").doesNotContain("<img");
    assertThat(count(page, "<script>")).isEqualTo(1);
    assertThat(Pattern.compile("<[^>]*\\sonerror=").matcher(unquoted(page)).find()).isFalse();
  }

  @Test
  void nothingOnThePageIsFetchedFromAnywhere() {
    String page =
        page(
            List.of(
                Trials.trial()
                    .settings(Map.of("data.path", "https://example.org/x?src=1"))
                    .curve(List.of(POINT))
                    .build()));

    Matcher tags = Pattern.compile("<[a-z][^>]*>").matcher(page);
    while (tags.find()) {
      assertThat(tags.group())
          .doesNotContainIgnoringCase("http:")
          .doesNotContainIgnoringCase("https:")
          .doesNotContain(" src=")
          .doesNotContain(" style=")
          .doesNotContainPattern(" on[a-z]+=")
          .doesNotContainPattern("href=\"[^#]");
    }
    assertThat(page)
        .doesNotContain("@import")
        .doesNotContain("url(")
        .doesNotContain("<link")
        .doesNotContain("<iframe")
        .doesNotContainPattern("fetch\\(|XMLHttpRequest|WebSocket|import\\(");
    assertThat(page)
        .containsPattern(
            "http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src"
                + " &#39;sha256-[A-Za-z0-9+/]{43}=&#39;; script-src &#39;sha256-");
  }

  @Test
  void oneTrialAloneIsAPage() {
    assertThat(page(List.of(Trials.trial().curve(List.of(POINT)).build())))
        .contains("<b>1</b> trials")
        .contains("one seed: no interval")
        .contains("<circle class=\"dot\"");
  }

  @Test
  void whenAllDivergedThereIsNoFigureAndNoNumber() {
    List<TrialResult> trials =
        List.of(
            Trials.trial().seed(1).ended(TrialState.DIVERGED, "infinite loss at step 3").build(),
            Trials.trial().seed(2).ended(TrialState.DIVERGED, "infinite loss at step 9").build());

    String page = page(trials);

    assertThat(text(row(page, "ReLU"))).contains("0 of 2").doesNotContainPattern("\\d±");
    assertThat(page)
        .contains("No trial was trained to the end.")
        .contains("No completed trial recorded a curve.")
        .contains("infinite loss at step 9")
        .doesNotContain("<svg class=\"interval\"");
  }

  @Test
  void nanIsNeverPrinted() throws Exception {
    List<EpochPoint> gaps =
        List.of(
            POINT,
            new EpochPoint(
                2,
                0.1,
                Double.POSITIVE_INFINITY,
                Double.NaN,
                0.4,
                Double.NaN,
                0,
                Double.NaN,
                Double.NaN,
                Double.NaN));
    List<TrialResult> trials =
        List.of(
            Trials.trial().seed(1).curve(gaps).build(),
            Trials.trial().seed(2).curve(List.of()).build(),
            Trials.trial().seed(3).top1(Double.NaN).build(),
            Trials.trial().seed(4).ended(TrialState.FAILED, "disk full").build());

    String whole = page(trials);
    String page = withoutOwnSource(whole);

    assertThat(page).doesNotContain("NaN").doesNotContain("nfinity");
    assertThat(data(whole).toString()).doesNotContain("NaN").doesNotContain("nfinity");
    assertThat(page).contains("Recorded by fewer seeds: ReLU: 1 of 2 seeds");
    assertThat(text(row(page, "ReLU"))).contains("2 of 4", "1 failed, 1 without test top-1");
  }

  @Test
  void syntheticDataSaySoInHeadingTableAndListOfTrials() {
    String page = page(List.of(Trials.trial().data("synthetic", true).build()));

    assertThat(page)
        .contains("<span class=\"badge\">SYNTHETIC</span></h2>")
        .contains("<caption>SYNTHETIC data. ")
        .contains("\"synthetic (SYNTHETIC)\"");
    assertThat(page(List.of(Trials.trial().build()))).doesNotContain("SYNTHETIC");
  }

  @Test
  void theSameTrialsInAnyOrderGiveTheSameBytes() {
    List<TrialResult> trials = SampleSweep.results();
    List<TrialResult> reversed = new ArrayList<>(trials);
    Collections.reverse(reversed);

    assertThat(page(reversed)).isEqualTo(page(trials));
  }

  private static String page(List<TrialResult> trials) {
    return new Page(Report.of(List.of("runs/a"), trials)).render();
  }

  /** What the script draws the trials from. */
  private static JsonNode data(String page) throws JsonProcessingException {
    Matcher data =
        Pattern.compile("<script type=\"application/json\" id=\"trial-data\">([^<]*)</script>")
            .matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  private static String row(String page, String label) {
    int start = page.indexOf("<tr data-row=\"" + label + "\">");
    return page.substring(start, page.indexOf("</tr>", start));
  }

  private static String text(String markup) {
    return markup.replaceAll("<[^>]*>", "");
  }

  private static String withoutOwnSource(String page) {
    return page.replaceAll("(?s)<script[^>]*>.*?</script>|<style>.*?</style>", "");
  }

  private static String unquoted(String page) {
    return withoutOwnSource(page).replaceAll("\"[^\"]*\"", "\"\"");
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}

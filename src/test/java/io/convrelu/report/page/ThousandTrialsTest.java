package io.convrelu.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.convrelu.report.Choice;
import io.convrelu.report.ManyTrials;
import io.convrelu.report.Report;
import io.convrelu.report.SampleLayers;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.testing.HeadlessBrowser;
import io.convrelu.testing.HeadlessBrowser.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of a thousand trials, as its reader uses it, in a real browser. */
class ThousandTrialsTest {

  /** Kept, to be looked at. */
  private static final Path KEPT = Path.of("target", "report-page");

  private static final List<TrialResult> TRIALS = ManyTrials.results(1_000);
  private static final String COUNT_SHOWN =
      "Number($('#shown').textContent.split(' of ')[0].replace(',', ''))";

  @TempDir static Path folder;

  private static String page;
  private HeadlessBrowser browser;
  private DrivenPage driven;

  @BeforeAll
  static void render() throws IOException {
    page = new Page(Report.of(List.of("runs/a"), TRIALS), SampleLayers::of).render();
    Files.createDirectories(KEPT);
    Files.writeString(KEPT.resolve("thousand.html"), page);
  }

  @BeforeEach
  void open() {
    browser = HeadlessBrowser.find(folder);
    driven = new DrivenPage(browser, folder, page);
  }

  @Test
  void isBelowTenMegabytesAndLoadsWithoutAnError() throws Exception {
    Path png = KEPT.resolve("thousand.png").toAbsolutePath();
    Output picture =
        browser.picture(KEPT.resolve("thousand.html").toUri().toString(), png, 1280, 8_000);

    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(10_000_000);
    assertThat(picture.console()).isEmpty();
    assertThat(ImageIO.read(png.toFile()).getHeight()).isEqualTo(8_000);
  }

  @Test
  void wordsChoicesAndRangesFilterTheList() throws Exception {
    JsonNode counts =
        driven.ask(
            "",
            """
            const counts = [%1$s];
            const set = (css, value, kind) => {
              $(css).value = value;
              $(css).dispatchEvent(new Event(kind));
              counts.push(%1$s);
            };
            set('#filter', 'pad-crop-flip resnet', 'input');
            set('#choose-activation', 'ConvReLU', 'change');
            set('#add-range', 'top1', 'change');
            const focus = document.activeElement.getAttribute('aria-label');
            set('[aria-label="Test top-1, from"]', '60', 'change');
            set('[aria-label="Test top-1, to"]', '65.5', 'change');
            const address = location.hash;
            $('[aria-label="Remove: Test top-1"]').click();
            counts.push(%1$s);
            $('#reset').click();
            counts.push(%1$s);
            return { counts, address, focus };
            """
                .formatted(COUNT_SHOWN));

    Predicate<TrialResult> words =
        trial ->
            trial.network().equals("resnet-18")
                && "pad-crop-flip".equals(trial.settings().get("train.augmentation"));
    Predicate<TrialResult> chosen = words.and(trial -> Choice.of(trial).name().equals("ConvReLU"));
    List<Long> expected =
        List.of(
            1_000L,
            count(words),
            count(chosen),
            // A range without ends still asks for a value.
            count(chosen.and(trial -> trial.state() == TrialState.COMPLETED)),
            count(chosen.and(trial -> trial.testTop1() >= 0.6)),
            count(chosen.and(trial -> trial.testTop1() >= 0.6 && trial.testTop1() <= 0.655)),
            count(chosen),
            1_000L);
    assertThat(longs(counts.path("counts"))).isEqualTo(expected);
    assertThat(expected.get(5)).isPositive().isLessThan(expected.get(4));
    assertThat(counts.path("focus").asText()).isEqualTo("Test top-1, from");
    assertThat(counts.path("address").asText())
        .isEqualTo("#trials?filter=pad-crop-flip+resnet&activation=ConvReLU&top1=0.6..0.655");
  }

  @Test
  void theAddressGivesFilterOrderAndPage() throws Exception {
    JsonNode answer =
        driven.ask(
            "#trials?filter=cifar100&activation=ReLU&activation=ELU+%28A%29"
                + "&train.lr=0.01..0.1&sort=top1&order=desc&page=2",
            """
            return {
              shown: %s,
              pages: $('#page-now').textContent,
              first: $('#trial-table tbody th').dataset.id,
              order: $('[data-column=top1]').getAttribute('aria-sort'),
            };
            """
                .formatted(COUNT_SHOWN));

    List<TrialResult> expected =
        TRIALS.stream()
            .filter(trial -> trial.dataset().equals("cifar100"))
            .filter(trial -> List.of("relu", "elu").contains(trial.activation()))
            .filter(trial -> rate(trial) >= 0.01 && rate(trial) <= 0.1)
            .sorted(Comparator.comparingDouble(ThousandTrialsTest::rank))
            .toList();
    assertThat(expected).hasSizeGreaterThan(50);
    assertThat(answer.path("shown").asInt()).isEqualTo(expected.size());
    assertThat(answer.path("pages").asText()).contains("page 2 of 2");
    assertThat(answer.path("first").asText()).isEqualTo(expected.get(50).trial());
    assertThat(answer.path("order").asText()).isEqualTo("descending");
  }

  @Test
  void aRectangleInThePlotFiltersTheListAndAPointOpensItsTrial() throws Exception {
    JsonNode answer =
        driven.ask(
            "#trials?x=train.lr",
            """
            const plot = $('svg.scatter');
            plot.scrollIntoView();
            const matrix = plot.getScreenCTM();
            const send = (kind, x, y, buttons) => plot.dispatchEvent(new PointerEvent(kind, {
              clientX: matrix.a * x + matrix.e, clientY: matrix.d * y + matrix.f,
              button: 0, buttons, pointerType: 'mouse', bubbles: true }));
            const box = plot.viewBox.baseVal;
            const dots = all('svg.scatter circle').map((dot) => [dot.cx.baseVal.value, dot.cy.baseVal.value]);
            const [left, top, right, bottom] = [box.width * 0.3, 40, box.width * 0.6, 220];
            send('pointerdown', left, top, 1);
            send('pointermove', right - 50, bottom - 20, 1);
            send('pointerup', right, bottom, 0);
            const inside = dots.filter(([x, y]) => x > left && x < right && y > top && y < bottom).length;
            const answer = { inside, shown: %1$s, strong: all('svg.scatter circle:not(.out)').length,
              ranges: all('#active li').length, brush: $('.brush').classList.contains('on'), address: location.hash };
            const dot = $('svg.scatter circle:not(.out)');
            send('pointerdown', dot.cx.baseVal.value, dot.cy.baseVal.value, 1);
            send('pointerup', dot.cx.baseVal.value, dot.cy.baseVal.value, 0);
            await wait(100);
            answer.opened = location.hash;
            answer.title = $('#trial-title').textContent;
            answer.listHidden = getComputedStyle($('#trials')).display;
            $('#trial-back').click();
            await wait(100);
            answer.shownAfter = %1$s;
            $('svg.scatter').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
            answer.reading = $('.plot-space .reading').textContent;
            $('svg.scatter').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
            await wait(100);
            answer.byKey = location.hash;
            return answer;
            """
                .formatted(COUNT_SHOWN));

    assertThat(answer.path("inside").asInt()).isBetween(50, 900);
    assertThat(answer.path("shown").asInt()).isEqualTo(answer.path("inside").asInt());
    assertThat(answer.path("strong").asInt()).isEqualTo(answer.path("inside").asInt());
    assertThat(answer.path("ranges").asInt()).isEqualTo(2);
    assertThat(answer.path("brush").asBoolean()).isTrue();
    assertThat(answer.path("address").asText()).contains("top1=0.", "train.lr=0.");
    assertThat(answer.path("opened").asText()).startsWith("#trial=");
    assertThat(answer.path("title").asText()).contains(" · seed ");
    assertThat(answer.path("listHidden").asText()).isEqualTo("none");
    assertThat(answer.path("shownAfter").asInt()).isEqualTo(answer.path("inside").asInt());
    assertThat(answer.path("reading").asText()).contains("Test top-1", "train.lr");
    assertThat(answer.path("byKey").asText()).startsWith("#trial=");
  }

  @Test
  void parallelCoordinatesAreBrushedAxisByAxis() throws Exception {
    JsonNode answer =
        driven.ask(
            "#trials?plot=parallel",
            """
            const plot = $('svg.parallel');
            plot.scrollIntoView();
            const matrix = plot.getScreenCTM();
            const send = (kind, x, y) => plot.dispatchEvent(new PointerEvent(kind, {
              clientX: matrix.a * x + matrix.e, clientY: matrix.d * y + matrix.f, button: 0, pointerType: 'mouse' }));
            const last = plot.viewBox.baseVal.width - 14;
            const draw = (x, from, to) => {
              send('pointerdown', x, from);
              send('pointermove', x, to - 10);
              send('pointerup', x, to);
              return %1$s;
            };
            const lines = all('svg.parallel polyline').length;
            const top = draw(last, 40, 200);
            const both = draw(14, 416, 350);
            return { lines, top, both, address: location.hash,
              strong: all('svg.parallel polyline:not(.out)').length };
            """
                .formatted(COUNT_SHOWN));

    long completed = count(trial -> trial.state() == TrialState.COMPLETED);
    assertThat(answer.path("lines").asLong()).isEqualTo(completed);
    assertThat(answer.path("top").asLong()).isPositive().isLessThan(completed);
    assertThat(answer.path("both").asLong()).isPositive().isLessThan(answer.path("top").asLong());
    assertThat(answer.path("strong").asLong()).isEqualTo(answer.path("both").asLong());
    assertThat(answer.path("address").asText()).contains("activation=ReLU", "top1=");
  }

  @Test
  void paperHoldsTheWholeListAndTheScreenAPageOfIt() throws Exception {
    JsonNode answer =
        driven.ask(
            "#trials?activation=ReLU",
            """
            const rows = () => all('#trial-table tbody tr').length;
            const before = rows();
            window.dispatchEvent(new Event('beforeprint'));
            const printed = rows();
            window.dispatchEvent(new Event('afterprint'));
            return [before, printed, rows()];
            """);

    long relu = count(trial -> trial.activation().equals("relu"));
    assertThat(longs(answer)).containsExactly(50L, relu, 50L);
  }

  private static long count(Predicate<TrialResult> wanted) {
    return TRIALS.stream().filter(wanted).count();
  }

  private static double rate(TrialResult trial) {
    return Double.parseDouble(trial.settings().get("train.lr"));
  }

  /** Best first, without a value last. */
  private static double rank(TrialResult trial) {
    return Double.isNaN(trial.testTop1()) ? 1 : -trial.testTop1();
  }

  private static List<Long> longs(JsonNode array) {
    List<Long> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asLong()));
    return values;
  }
}

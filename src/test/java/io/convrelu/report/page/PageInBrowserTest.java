package io.convrelu.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.report.Report;
import io.convrelu.report.SampleSweep;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.testing.HeadlessBrowser;
import io.convrelu.testing.HeadlessBrowser.Output;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: its script runs, its policy holds, there is something to see. */
class PageInBrowserTest {

  private static final Pattern ROW =
      Pattern.compile("<tr data-state=\"[a-z-]+\"><th scope=\"row\" data-id=\"([^\"]*)\">");

  @TempDir Path folder;

  private final List<TrialResult> trials = SampleSweep.results();
  private HeadlessBrowser browser;
  private Path file;
  private String page;

  @BeforeEach
  void writePage() throws IOException {
    browser = HeadlessBrowser.find(folder);
    file = folder.resolve("report.html");
    page = new Page(Report.of(List.of("runs/a"), trials)).render();
    Files.writeString(file, page);
  }

  @Test
  void loadsWithoutAnErrorAndShowsEveryTrial() throws Exception {
    Output output = browser.load(file.toUri().toString());

    assertThat(output.console()).isEmpty();
    assertThat(output.dom()).contains("data-ready=\"yes\"").contains("46 of 46 trials shown");
    assertThat(shown(output.dom())).hasSize(trials.size());
  }

  @Test
  void theAddressFiltersAndSorts() throws Exception {
    Output output =
        browser.load(
            file.toUri() + "#trials?filter=conv%20cifar10&state=completed&sort=top1&order=desc");

    List<String> expected =
        trials.stream()
            .filter(trial -> trial.state() == TrialState.COMPLETED)
            .filter(trial -> trial.dataset().equals("cifar10"))
            .filter(trial -> trial.activation().equals("conv-relu"))
            .sorted(Comparator.comparingDouble(TrialResult::testTop1).reversed())
            .map(TrialResult::trial)
            .toList();
    assertThat(expected).hasSize(15);
    assertThat(shown(output.dom())).isEqualTo(expected);
    assertThat(output.dom()).contains("15 of 46 trials shown").contains("aria-sort=\"descending\"");
    assertThat(output.console()).isEmpty();
  }

  @Test
  void anAddressOfNoTrialSaysSo() throws Exception {
    for (String id : List.of("0123456789ab", "%E0%A4%A", "%3Cb%3Ex")) {
      Output output = browser.load(file.toUri() + "#trial=" + id);

      assertThat(output.console()).isEmpty();
      assertThat(output.dom()).contains(">No such trial</h2>", "This report has no trial ");
    }
  }

  @Test
  void aTrialThatFailedSaysWhereTheTracesOfItsAttemptsAre() throws Exception {
    for (TrialState state : List.of(TrialState.FAILED, TrialState.COMPLETED)) {
      String id =
          trials.stream().filter(one -> one.state() == state).findFirst().orElseThrow().trial();

      Output output = browser.load(file.toUri() + "#trial=" + id);

      assertThat(output.console()).isEmpty();
      assertThat(output.dom().contains("<code>trials/" + id + "/attempts/</code>"))
          .isEqualTo(state == TrialState.FAILED);
    }
  }

  @Test
  void whatHasNoValueIsSortedLastInEitherOrder() throws Exception {
    for (String order : List.of("asc", "desc")) {
      List<String> rows =
          shown(browser.load(file.toUri() + "#trials?sort=top1&order=" + order).dom());
      assertThat(rows.subList(rows.size() - 3, rows.size()))
          .containsExactlyInAnyOrderElementsOf(
              trials.stream()
                  .filter(trial -> trial.state() != TrialState.COMPLETED)
                  .map(TrialResult::trial)
                  .toList());
    }
  }

  @Test
  void chartsReadOutValuesAndTheLegendSwitchesLines() throws Exception {
    String driver =
        """
        const chart = document.querySelector('svg.lines');
        chart.dispatchEvent(new KeyboardEvent('keydown', {key: 'End'}));
        const first = chart.parentElement.querySelector('.reading').textContent;
        const button = document.querySelector('.legend button');
        button.click();
        chart.dispatchEvent(new KeyboardEvent('keydown', {key: 'End'}));
        const off = document.querySelectorAll('#table-1-figures .series.off').length;
        const second = chart.parentElement.querySelector('.reading').textContent;
        const box = chart.getBoundingClientRect();
        chart.dispatchEvent(new PointerEvent('pointermove', {clientX: box.left + 60, clientY: 9}));
        const third = chart.parentElement.querySelector('.reading').textContent;
        const head = document.querySelector('th[data-column=seed] button');
        head.click();
        head.click();
        document.title = [first.slice(0, 8), first.slice(8, 16) === 'ConvReLU', first.includes('LeakyReLU71.'),
          off, button.getAttribute('aria-pressed'), second.length < first.length,
          third.slice(0, 7), head.parentElement.getAttribute('aria-sort')].join('|');
        """;
    // The page's own policy would refuse the driver, which the next test shows.
    Files.writeString(file, withoutPolicy(page).replace("</body>", script(driver) + "</body>"));

    Output output = browser.load(file.toUri().toString());

    assertThat(output.console()).isEmpty();
    // The row that leads at the end is named first; ReLU's line is switched off in all four charts.
    assertThat(output.dom())
        .contains("<title>epoch 30|true|true|4|false|true|epoch 1|descending</title>");
  }

  @Test
  void aScriptThatIsNotThePagesOwnIsRefused() throws Exception {
    Files.writeString(
        file, page.replace("</body>", script("document.title = 'taken over'") + "</body>"));

    Output output = browser.load(file.toUri().toString());

    assertThat(output.dom()).contains("<title>Activations compared</title>");
    assertThat(output.console()).anyMatch(line -> line.contains("Content Security Policy"));
  }

  @Test
  void thereIsSomethingToSeeInLightDarkAndNarrow() throws Exception {
    BufferedImage light = picture("light.png", 1280, 5000);
    BufferedImage dark = picture("dark.png", 1280, 900, "--blink-settings=preferredColorScheme=0");
    BufferedImage narrow = picture("narrow.png", 480, 900);

    assertThat(brightness(light)).isGreaterThan(200);
    assertThat(brightness(dark)).isLessThan(80);
    assertThat(colours(light)).hasSizeGreaterThan(100);
    assertThat(colours(dark)).hasSizeGreaterThan(100);
    assertThat(colours(narrow)).hasSizeGreaterThan(100);
    // ConvReLU's colour, from its interval and its line.
    assertThat(colours(light)).contains(0xd55e00);
  }

  private BufferedImage picture(String name, int width, int height, String... options)
      throws Exception {
    Path png = folder.resolve(name);
    Output output = browser.picture(file.toUri().toString(), png, width, height, options);
    assertThat(output.console()).isEmpty();
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    return image;
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int pixel :
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
      colours.add(pixel & 0xffffff);
    }
    return colours;
  }

  private static double brightness(BufferedImage image) {
    double sum = 0;
    for (int x = 0; x < image.getWidth(); x += 7) {
      sum += image.getRGB(x, image.getHeight() / 2) >> 8 & 0xff;
    }
    return sum / Math.ceil(image.getWidth() / 7.0);
  }

  /** Identities of the rows, in the order in which they stand. */
  private static List<String> shown(String dom) {
    List<String> shown = new ArrayList<>();
    Matcher rows = ROW.matcher(dom);
    while (rows.find()) {
      shown.add(rows.group(1));
    }
    return shown;
  }

  private static String withoutPolicy(String page) {
    return page.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
  }

  private static String script(String source) {
    return "<script>{" + source + "}</script>";
  }
}

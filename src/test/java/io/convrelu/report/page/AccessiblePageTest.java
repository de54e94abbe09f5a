package io.convrelu.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.convrelu.report.Report;
import io.convrelu.report.SampleLayers;
import io.convrelu.report.SampleSweep;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.testing.HeadlessBrowser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reader who does not see well, or has no mouse, finds on the page. */
class AccessiblePageTest {

  /** How the browser is asked to show the page. */
  enum Look {
    LIGHT("--window-size=1280,900"),
    DARK("--window-size=1280,900", "--blink-settings=preferredColorScheme=0"),
    NARROW("--window-size=500,900");

    private final String[] options;

    Look(String... options) {
      this.options = options;
    }
  }

  private static final List<TrialResult> TRIALS = SampleSweep.results();

  /** Ratios of every text's colour to what is behind it, text in pictures included; the lowest. */
  private static final String CONTRASTS =
      """
      const parse = (text) => {
        const n = text.match(/[\\d.]+/g).map(Number);
        const scale = text.startsWith('color(') ? 255 : 1;
        return { rgb: n.slice(0, 3).map((c) => c * scale), alpha: n[3] ?? 1 };
      };
      const over = (top, under) => top.rgb.map((c, i) => c * top.alpha + under[i] * (1 - top.alpha));
      const behind = (node) => {
        const layers = [];
        for (let at = node; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
        return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
      };
      const light = (rgb) => rgb.map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const ratio = (a, b) => {
        const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
      };
      const faint = [];
      let texts = 0;
      const check = (node, colour, least, what) => {
        const found = ratio(over(parse(colour), behind(node)), behind(node));
        if (found < least) faint.push(`${what}: ${found.toFixed(2)}`);
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode.parentElement;
        const text = walker.currentNode.textContent.trim();
        if (!text || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'title', 'desc'].includes(node.tagName)) continue;
        if (!node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || node.disabled) continue;
        const style = getComputedStyle(node);
        texts += 1;
        check(node, node.closest('svg') ? style.fill : style.color, 4.5, text.slice(0, 40));
      }
      for (const mark of all('.line, .dot, .swatch, .ridge, .whisker')) {
        const style = getComputedStyle(mark);
        const colour = mark.matches('.swatch') ? style.backgroundColor : mark.matches('.dot') ? style.fill : style.stroke;
        check(mark.parentElement, colour, 3, `${mark.classList} ${mark.parentElement.classList}`);
      }
      return { texts, faint: [...new Set(faint)] };
      """;

  @TempDir Path folder;

  private DrivenPage page;

  @BeforeEach
  void render() {
    page =
        new DrivenPage(
            HeadlessBrowser.find(folder),
            folder,
            new Page(Report.of(List.of("runs/a"), TRIALS), SampleLayers::of).render());
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void axeFindsNothingWrong(Look look) throws Exception {
    for (String address : List.of("", "#trial=" + trial("conv-relu"))) {
      JsonNode found =
          page.ask(
              address,
              axe()
                  + """
                  all('details').forEach((part) => { part.open = true; });
                  const found = await axe.run(document, { resultTypes: ['violations'] });
                  return found.violations.flatMap((rule) => rule.nodes.slice(0, 3).map((node) =>
                    `${rule.id}: ${rule.help}: ${node.html.slice(0, 200)} ${node.any.concat(node.all).map((c) => c.message)}`));
                  """,
              look.options);

      assertThat(texts(found)).as(look + " " + address).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Look.class,
      names = {"LIGHT", "DARK"})
  void everyTextStandsOutFromWhatIsBehindIt(Look look) throws Exception {
    for (String address : List.of("", "#trial=" + trial("conv-relu"), "#trial=" + trial("selu"))) {
      JsonNode found = page.ask(address, CONTRASTS, look.options);

      assertThat(found.path("texts").asInt()).isGreaterThan(20);
      assertThat(texts(found.path("faint"))).as(look + " " + address).isEmpty();
    }
  }

  @Test
  void everythingIsReachedAndDoneWithKeys() throws Exception {
    JsonNode answer =
        page.ask(
            "#trials?plot=scatter",
            """
            const press = (node, key) => node.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
            const answer = {};
            answer.unreachable = all('a[href], button, input, select, summary, svg.lines, svg.scatter, svg.heatmap')
              .filter((node) => node.tabIndex < 0).map((node) => node.outerHTML.slice(0, 80));
            answer.positive = all('[tabindex]').filter((node) => node.tabIndex > 0).length;
            $('#trial-table tbody a').click();
            await wait(100);
            answer.focus = document.activeElement.id;
            answer.headings = all('h1, h2, h3, h4').filter((node) => node.checkVisibility()).map((node) => Number(node.tagName[1]));
            press($('svg.heatmap'), 'End');
            press($('svg.heatmap'), 'ArrowDown');
            answer.cell = $('#trial figure.wide .reading').textContent;
            press($('#trial svg.lines'), 'End');
            answer.value = $('#trial svg.lines').parentElement.querySelector('.reading').textContent;
            return answer;
            """);

    assertThat(texts(answer.path("unreachable"))).isEmpty();
    assertThat(answer.path("positive").asInt()).isZero();
    assertThat(answer.path("focus").asText()).isEqualTo("trial-title");
    assertThat(answer.path("cell").asText()).contains("block1-layer2-conv", "epoch 120", "dead");
    assertThat(answer.path("value").asText()).startsWith("epoch 30");
    int above = 0;
    for (JsonNode heading : answer.path("headings")) {
      assertThat(heading.asInt()).isBetween(1, above + 1);
      above = heading.asInt();
    }
  }

  private static String trial(String activation) {
    return TRIALS.stream()
        .filter(trial -> trial.activation().equals(activation))
        .findFirst()
        .orElseThrow()
        .trial();
  }

  private static String axe() throws IOException {
    try (InputStream in = AccessiblePageTest.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8) + ";\n";
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}

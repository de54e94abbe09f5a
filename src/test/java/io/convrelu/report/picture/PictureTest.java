package io.convrelu.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.kernel.Activation;
import io.convrelu.report.ComparisonTable;
import io.convrelu.report.Report;
import io.convrelu.report.SampleSweep;
import io.convrelu.report.Trials;
import io.convrelu.report.figure.CurveFigures;
import io.convrelu.report.figure.CurveFigures.Measure;
import io.convrelu.report.figure.DifferenceFigure;
import io.convrelu.report.figure.Figure;
import io.convrelu.report.figure.RowStyles;
import io.convrelu.sweep.result.TrialResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PictureTest {

  @Test
  void aDocumentStandsAlone() throws Exception {
    String svg = new SvgPicture("cifar10", "Trained on a subset.", curves()).document();

    Document document = parse(svg);
    assertThat(document.getDocumentElement().getNamespaceURI())
        .isEqualTo("http://www.w3.org/2000/svg");
    assertThat(svg)
        .contains("Trained on a subset.", ">ConvReLU, glorot init<", "stroke-dasharray=\"8 4\"")
        .doesNotContain(" class=", "data-", "<style", "<script", "href", "crosshair", "tabindex");
  }

  @Test
  void coloursAreThoseOfThePage() {
    for (Activation activation : Activation.choices()) {
      assertThat(
              Look.plain()
                  .within(Set.of("ink-" + activation.key()))
                  .attributes("path", Set.of("dot")))
          .containsEntry("fill", activation.ink().light());
    }
  }

  @Test
  void namesOfUsersStayText() throws Exception {
    String hostile = "</text><script>alert(1)</script>&\u0001\"";
    List<TrialResult> trials =
        List.of(
            Trials.trial().seed(1).build(),
            Trials.trial().choice(hostile, hostile, "").seed(1).build());
    ComparisonTable table = Report.of(List.of("runs"), trials).tables().get(0);
    Figure figure =
        DifferenceFigure.of("x", hostile, table, new RowStyles(table.rows())).orElseThrow();

    String svg = new SvgPicture(hostile, hostile, figure).document();

    assertThat(parse(svg).getElementsByTagName("script").getLength()).isZero();
    assertThat(svg).contains("&lt;script&gt;");
    assertThat(PngPicture.of(svg)).isNotEmpty();
  }

  @Test
  void aPngHasTwicePixelsOnWhiteAndTheColoursOfTheLines() throws Exception {
    SvgPicture picture = new SvgPicture("cifar10", "Trained on a subset.", curves());
    Matcher height = Pattern.compile("height=\"(\\d+)\"").matcher(picture.document());
    assertThat(height.find()).isTrue();

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(PngPicture.of(picture.document())));

    assertThat(image.getWidth()).isEqualTo(2 * (int) picture.width());
    assertThat(image.getHeight()).isEqualTo(2 * Integer.parseInt(height.group(1)));
    assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    assertThat(colours).contains(0xd55e00, 0x0072b2, 0x1b1f24);
    assertThat(PngPicture.problem()).isEmpty();
  }

  private static Figure curves() {
    ComparisonTable table = Report.of(List.of("runs"), SampleSweep.results()).tables().get(0);
    return new CurveFigures("x", "cifar10", table.rows(), new RowStyles(table.rows()))
        .of(Measure.ACCURACY)
        .orElseThrow();
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}

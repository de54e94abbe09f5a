package io.convrelu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.testing.GoldenCase;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReferenceConvReluTest {

  private static final double[] NONE = {};

  @Test
  @Tag("golden")
  void reproducesReferenceVectors() {
    List<GoldenCase> cases = GoldenCase.all();
    assertThat(cases).isNotEmpty();
    for (GoldenCase golden : cases) {
      ReferenceConvRelu reference = new ReferenceConvRelu(golden.shape());
      double[] y = new double[golden.y().length];
      reference.forward(
          golden.batch(), golden.x(), golden.w(), golden.threshold(), golden.bias(), y);
      double[] dx = new double[golden.dx().length];
      double[] dw = new double[golden.dw().length];
      double[] dThreshold = new double[golden.dThreshold().length];
      double[] dBias = new double[golden.dBias().length];
      reference.backward(
          golden.batch(),
          golden.x(),
          golden.w(),
          golden.threshold(),
          golden.dy(),
          dx,
          dw,
          dThreshold,
          dBias);
      assertThat(y).as("%s y", golden).containsExactly(golden.y(), within(1e-10));
      assertThat(dx).as("%s dx", golden).containsExactly(golden.dx(), within(1e-10));
      assertThat(dw).as("%s dw", golden).containsExactly(golden.dw(), within(1e-10));
      assertThat(dThreshold)
          .as("%s dtheta", golden)
          .containsExactly(golden.dThreshold(), within(1e-10));
      assertThat(dBias).as("%s dbias", golden).containsExactly(golden.dBias(), within(1e-10));
    }
  }

  /** The paper's worked example: max([2,3], [0,3.5])·[1,−1] and max([3,4], [0,3.5])·[1,−1]. */
  @Test
  void computesTheExampleOfThePaper() {
    ConvShape shape = new ConvShape(1, 1, 3, 1, 1, 2, 1, 1, 0, 0);
    double[] y = new double[2];
    new ReferenceConvRelu(shape)
        .forward(1, new double[] {2, 3, 4}, new double[] {1, -1}, new double[] {0, 3.5}, NONE, y);
    assertThat(y).containsExactly(-1.5, -1);
  }

  @Test
  void padsBeforeTheThreshold() {
    ConvShape shape = new ConvShape(1, 1, 1, 1, 1, 3, 1, 1, 0, 1);
    double[] y = new double[1];
    new ReferenceConvRelu(shape)
        .forward(1, new double[] {5}, new double[] {1, 10, 100}, new double[] {2, 7, -1}, NONE, y);
    assertThat(y).containsExactly(2 + 70 + 0);
  }

  @Test
  void givesTiesToTheThreshold() {
    ConvShape shape = new ConvShape(1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
    double[] dx = {9};
    double[] dThreshold = {0};
    new ReferenceConvRelu(shape)
        .backward(
            1,
            new double[] {0.5},
            new double[] {3},
            new double[] {0.5},
            new double[] {2},
            dx,
            NONE,
            dThreshold,
            NONE);
    assertThat(dx).containsExactly(0);
    assertThat(dThreshold).containsExactly(6);
  }

  @Test
  void addsToGradientsOfParametersAndOverwritesThatOfTheInput() {
    ConvShape shape = new ConvShape(1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
    double[] dx = {100};
    double[] dw = {100};
    double[] dThreshold = {100};
    double[] dBias = {100};
    new ReferenceConvRelu(shape)
        .backward(
            1,
            new double[] {4},
            new double[] {3},
            new double[] {0},
            new double[] {2},
            dx,
            dw,
            dThreshold,
            dBias);
    assertThat(dx).containsExactly(6);
    assertThat(dw).containsExactly(108);
    assertThat(dThreshold).containsExactly(100);
    assertThat(dBias).containsExactly(102);
  }

  @Test
  void refusesNonFiniteInput() {
    ReferenceConvRelu reference =
        new ReferenceConvRelu(new ConvShape(1, 1, 2, 1, 1, 1, 1, 1, 0, 0));
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1.0 / 0}) {
      assertThatThrownBy(
              () ->
                  reference.forward(
                      1,
                      new double[] {1, bad},
                      new double[] {1},
                      new double[] {0},
                      NONE,
                      new double[2]))
          .isInstanceOf(NonFiniteValueException.class);
    }
  }
}

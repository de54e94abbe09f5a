package io.convrelu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The activations taken from ND4J mean what the literature says. */
class StockActivationsTest {

  private static final double[] POINTS = {-3, -0.7, -0.01, 0.01, 0.7, 3};

  @Test
  void relu() {
    check(new ActivationReLU(), x -> Math.max(0, x), x -> x > 0 ? 1 : 0);
  }

  @Test
  void leakyReluHasSlopeOneHundredthUnlessSaid() {
    check(new ActivationLReLU(), x -> x > 0 ? x : 0.01 * x, x -> x > 0 ? 1 : 0.01);
    check(new ActivationLReLU(0.2), x -> x > 0 ? x : 0.2 * x, x -> x > 0 ? 1 : 0.2);
  }

  /** Only with α = 1: the gradient of ND4J's ELU leaves another α out. */
  @Test
  void elu() {
    check(new ActivationELU(), x -> x > 0 ? x : Math.expm1(x), x -> x > 0 ? 1 : Math.exp(x));
  }

  /** Constants of Klambauer et al. 2017. */
  @Test
  void selu() {
    double scale = 1.0507009873554805;
    double alpha = 1.6732632423543772;
    check(
        new ActivationSELU(),
        x -> scale * (x > 0 ? x : alpha * Math.expm1(x)),
        x -> scale * (x > 0 ? 1 : alpha * Math.exp(x)));
  }

  private static void check(
      IActivation activation, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    INDArray x = Nd4j.createFromArray(POINTS).reshape(1, POINTS.length);
    INDArray y = activation.getActivation(x.dup(), true);
    INDArray dx = activation.backprop(x.dup(), Nd4j.onesLike(x)).getFirst();
    for (int i = 0; i < POINTS.length; i++) {
      assertThat(y.getDouble(i)).isCloseTo(value.applyAsDouble(POINTS[i]), within(1e-6));
      assertThat(dx.getDouble(i)).isCloseTo(slope.applyAsDouble(POINTS[i]), within(1e-6));
    }
  }
}

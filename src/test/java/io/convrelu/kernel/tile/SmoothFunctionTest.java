package io.convrelu.kernel.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.Form;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors of smooth activations against their definition, and at the ends of their range. */
class SmoothFunctionTest {

  private static final int COUNT = 1 << 14;

  static Stream<Activation> smooth() {
    return Arrays.stream(Activation.values())
        .filter(activation -> activation.form().family() == Form.Family.SMOOTH);
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void valueAndSlopeAreThoseOfTheDefinition(Activation activation) {
    Form form = activation.form();
    float[] z = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      z[i] = (i - COUNT / 2) * (40f / COUNT);
    }
    float[] value = z.clone();
    SmoothFunction.of(form).value(value, COUNT, function(activation), 0);
    float[] slope = z.clone();
    SmoothFunction.of(form).slope(slope, COUNT, function(activation), 0);
    for (int i = 0; i < COUNT; i++) {
      double expected = form.value(z[i], 0, activation.slope(), activation.gain());
      assertThat((double) value[i])
          .as("f(%s)", z[i])
          .isCloseTo(expected, within(1e-6 * Math.max(0.5, Math.abs(expected))));
      assertThat((double) slope[i])
          .as("slope at %s", z[i])
          .isCloseTo(form.slope(z[i], 0, activation.slope(), activation.gain()), within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void hugeValuesStayFiniteAndNothingHidesANaN(Activation activation) {
    float[] z = new float[VectorPasses.LENGTH];
    for (float huge : new float[] {-1e30f, -1e4f, -100, 100, 1e4f, 1e30f}) {
      Arrays.fill(z, huge);
      SmoothFunction.of(activation.form()).value(z, z.length, function(activation), 0);
      assertThat(z[0]).as("f(%s)", huge).isFinite();
      Arrays.fill(z, huge);
      SmoothFunction.of(activation.form()).slope(z, z.length, function(activation), 0);
      assertThat(z[0]).as("slope at %s", huge).isFinite();
    }
    Arrays.fill(z, Float.NaN);
    SmoothFunction.of(activation.form()).value(z, z.length, function(activation), 0);
    assertThat(z).containsOnly(Float.NaN);
  }

  private static ChannelFunction function(Activation activation) {
    float[] slope = new float[Layout.BLOCK];
    Arrays.fill(slope, (float) activation.slope());
    float[] none = new float[Layout.BLOCK];
    return new ChannelFunction(
        activation.form(), none, none, none, slope, (float) activation.gain());
  }
}

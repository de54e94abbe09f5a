package io.convrelu.kernel.fused;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.fused.ConvSpec.Bias;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.testing.GoldenCase;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What trains and scores reproduces the reference vectors, whichever engine computes it. */
@Tag("golden")
class GoldenStageTest {

  /** Relative to the largest value of each array. */
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @EnumSource(Engines.class)
  void reproducesReferenceVectors(Engines engine) {
    List<GoldenCase> cases = GoldenCase.all();
    assertThat(cases).isNotEmpty();
    for (GoldenCase golden : cases) {
      reproduces(engine, golden);
    }
  }

  private static void reproduces(Engines engine, GoldenCase golden) {
    ConvShape shape = golden.shape();
    // A stage has one stride. Where the vectors have two, it makes every result, and of those that
    // the vectors leave out nothing is wanted back.
    int stride =
        shape.strideHeight() == shape.strideWidth() || shape.height() == 1
            ? shape.strideWidth()
            : 1;
    StagePlan plan = plan(golden, stride);
    int[] places = places(golden.batch(), shape, plan.output(), stride);
    float[] parameters = new float[plan.parameters().size()];
    put(golden.w(), parameters, plan, Role.WEIGHTS);
    put(golden.threshold(), parameters, plan, Role.THRESHOLD);
    if (golden.bias().length > 0) {
      put(golden.bias(), parameters, plan, Role.BIAS);
    }
    int outputs = golden.batch() * plan.output().size();
    try (TiledStage stage = new TiledStage(plan, engine.make(), MemoryPool.ofNative(1000));
        NativeFloats x = new NativeFloats(golden.x().length);
        NativeFloats y = new NativeFloats(outputs);
        NativeFloats dy = new NativeFloats(outputs);
        NativeFloats dx = new NativeFloats(golden.x().length)) {
      for (int i = 0; i < golden.x().length; i++) {
        buffer(x).put(i, (float) golden.x()[i]);
      }
      for (int i = 0; i < outputs; i++) {
        buffer(dy).put(i, 0);
      }
      for (int i = 0; i < places.length; i++) {
        buffer(dy).put(places[i], (float) golden.dy()[i]);
      }
      float[] gradients = new float[parameters.length];
      stage.infer(golden.batch(), buffer(x), parameters, buffer(y));
      assertClose(golden + " y", at(y, places), golden.y());
      stage.forward(golden.batch(), buffer(x), parameters, buffer(y));
      assertClose(golden + " y", at(y, places), golden.y());
      stage.backward(buffer(dy), parameters, buffer(dx), gradients);
      assertClose(golden + " dx", at(dx, identity(golden.dx().length)), golden.dx());
      assertClose(golden + " dw", of(gradients, plan, Role.WEIGHTS, golden.dw()), golden.dw());
      assertClose(
          golden + " dtheta",
          of(gradients, plan, Role.THRESHOLD, golden.dThreshold()),
          golden.dThreshold());
      if (golden.bias().length > 0) {
        assertClose(
            golden + " dbias", of(gradients, plan, Role.BIAS, golden.dBias()), golden.dBias());
      }
    }
  }

  private static StagePlan plan(GoldenCase golden, int stride) {
    ConvShape shape = golden.shape();
    PlanBuilder builder =
        new PlanBuilder(new MapShape(shape.channels(), shape.height(), shape.width()));
    builder.convolve(
        "conv",
        builder.input().activated(Nonlinearity.of(Activation.CONV_RELU)),
        new ConvSpec(
            shape.outChannels(),
            shape.kernelHeight(),
            shape.kernelWidth(),
            stride,
            shape.padHeight(),
            shape.padWidth(),
            golden.bias().length > 0 ? Bias.ADDED : Bias.NONE));
    return builder.build();
  }

  /** Where the stage has the results of the vectors. */
  private static int[] places(int batch, ConvShape shape, MapShape made, int stride) {
    int[] places = new int[batch * shape.outChannels() * shape.outHeight() * shape.outWidth()];
    int down = made.height() == 1 ? 1 : shape.strideHeight() / stride;
    int right = shape.strideWidth() / stride;
    int at = 0;
    for (int plane = 0; plane < batch * shape.outChannels(); plane++) {
      for (int i = 0; i < shape.outHeight(); i++) {
        for (int j = 0; j < shape.outWidth(); j++) {
          places[at++] = (plane * made.height() + i * down) * made.width() + j * right;
        }
      }
    }
    return places;
  }

  private static int[] identity(int count) {
    int[] places = new int[count];
    Arrays.setAll(places, i -> i);
    return places;
  }

  private static void put(double[] values, float[] parameters, StagePlan plan, Role role) {
    int at = plan.parameters().offset(0, role);
    for (int i = 0; i < values.length; i++) {
      parameters[at + i] = (float) values[i];
    }
  }

  private static float[] of(float[] all, StagePlan plan, Role role, double[] expected) {
    int at = plan.parameters().offset(0, role);
    return Arrays.copyOfRange(all, at, at + expected.length);
  }

  private static float[] at(NativeFloats memory, int[] places) {
    float[] values = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = buffer(memory).get(places[i]);
    }
    return values;
  }

  private static FloatBuffer buffer(NativeFloats memory) {
    return memory.floats(0, Math.toIntExact(memory.size()));
  }

  private static void assertClose(String what, float[] actual, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]) / largest).as(what).isLessThan(TOLERANCE);
    }
  }
}

package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.testing.Kind;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Small dense stages with ConvReLU, and training steps of them. */
final class SmallStages {

  private SmallStages() {}

  /** For images of so many pixels a side. */
  static StagePlan plan(int size) {
    Nonlinearity f = Kind.CONV_RELU.of(0);
    return Plans.dense(new MapShape(3, size, size), f, 16, 2, Pooling.AVERAGE_2);
  }

  /** Forward and backward of random values; the gradients of the parameters. */
  static float[] step(StagePlan plan, FusedStage stage, int batch) {
    SplittableRandom random = new SplittableRandom(3);
    float[] parameters = new float[plan.parameters().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextDouble(-0.3, 0.3);
    }
    float[] gradients = new float[parameters.length];
    try (NativeFloats x = new NativeFloats((long) batch * plan.input().size());
        NativeFloats y = new NativeFloats((long) batch * plan.output().size());
        NativeFloats dx = new NativeFloats(x.size())) {
      FloatBuffer input = buffer(x);
      for (int i = 0; i < input.capacity(); i++) {
        input.put(i, (float) random.nextDouble(-1, 1));
      }
      stage.forward(batch, input, parameters, buffer(y));
      // The output as its own gradient: the loss is half its square.
      stage.backward(buffer(y), parameters, buffer(dx), gradients);
      Reference.reachabilityFence(x);
    }
    return gradients;
  }

  private static FloatBuffer buffer(NativeFloats memory) {
    return memory.floats(0, Math.toIntExact(memory.size()));
  }
}

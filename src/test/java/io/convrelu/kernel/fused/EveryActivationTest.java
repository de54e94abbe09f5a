package io.convrelu.kernel.fused;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.Form;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.kernel.tile.NativeFloats;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every activation, a new one included by itself, in every kind of plan: each engine against the
 * plain stage in double, and that against differences.
 */
class EveryActivationTest {

  /**
   * Relative to the largest value of each array. A gradient that is 0 by definition (of a shift
   * that the next normalization takes away) is compared with a hundredth of the largest of all.
   */
  private static final double TOLERANCE = 5e-5;

  private static final double STEP = 1e-7;

  /** Kinds of plans; all sizes fill neither blocks nor vectors. */
  enum Shape {
    DENSE {
      @Override
      StagePlan of(Nonlinearity f) {
        return Plans.dense(new MapShape(3, 6, 5), f, 20, 2, Pooling.AVERAGE_2);
      }
    },
    MEANS {
      @Override
      StagePlan of(Nonlinearity f) {
        return Plans.dense(new MapShape(9, 6, 5), f, 0, 1, Pooling.GLOBAL_AVERAGE);
      }
    },
    RESIDUAL_SUM {
      @Override
      StagePlan of(Nonlinearity f) {
        return Plans.residual(new MapShape(7, 6, 5), f, 1, 7);
      }
    },
    RESIDUAL_PROJECTION {
      @Override
      StagePlan of(Nonlinearity f) {
        return Plans.residualWithStem(f, f);
      }
    },
    MAXIMA_OF_SQUARES {
      @Override
      StagePlan of(Nonlinearity f) {
        return Plans.vgg(f, 9, 5, 18);
      }
    },
    TEXT {
      @Override
      StagePlan of(Nonlinearity f) {
        return Plans.text(f, 18, 74);
      }
    },
    DENSE_LAYERS {
      @Override
      StagePlan of(Nonlinearity f) {
        return Plans.textWithDenseLayers(f, 40, 0);
      }
    };

    abstract StagePlan of(Nonlinearity f);
  }

  private static Stream<Nonlinearity> activations() {
    return Arrays.stream(Activation.values())
        .flatMap(
            activation ->
                switch (activation.parameter()) {
                  case THRESHOLD ->
                      Arrays.stream(ThresholdSharing.values())
                          .map(sharing -> new Nonlinearity(activation, sharing, 0));
                  case FIXED_SLOPE ->
                      Stream.of(new Nonlinearity(activation, ThresholdSharing.CHANNEL, 0.1));
                  case NONE, TRAINED_SLOPE, TIED_THRESHOLD ->
                      Stream.of(Nonlinearity.of(activation));
                });
  }

  static Stream<Arguments> plans() {
    return activations()
        .flatMap(f -> Arrays.stream(Shape.values()).map(shape -> Arguments.of(f, shape)));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyEngineAgreesWithTheReference(Nonlinearity f, Shape shape) {
    StagePlan plan = shape.of(f);
    int batch = 3;
    SplittableRandom random = new SplittableRandom(7);
    double[] x = input(plan, batch, random);
    double[] parameters = parameters(plan, random);
    double[] dy = random(random, batch * plan.output().size());
    ReferenceStage reference = new ReferenceStage(plan);
    double[] y = reference.forward(batch, x, parameters, ReferenceStage.Statistics.BATCH);
    double[] gradients = new double[parameters.length];
    double[] dx = reference.backward(dy, parameters, gradients);

    for (Engines engine : Engines.values()) {
      String where = engine + ", " + f.activation() + ", " + shape + ", ";
      float[] fastGradients = new float[parameters.length];
      try (TiledStage tiled = new TiledStage(plan, engine.make(), MemoryPool.ofNative(1000));
          NativeFloats fastX = nativeCopy(x);
          NativeFloats fastY = new NativeFloats(y.length);
          NativeFloats fastDy = nativeCopy(dy);
          NativeFloats fastDx = new NativeFloats(dx.length)) {
        boolean learns = plan.inputKind() == StagePlan.InputKind.VALUES;
        tiled.forward(batch, buffer(fastX), floats(parameters), buffer(fastY));
        assertClose(where + "output", read(fastY), y, 0, y.length, 0);
        tiled.backward(
            buffer(fastDy),
            floats(parameters),
            learns ? buffer(fastDx) : FloatBuffer.allocate(0),
            fastGradients);
        for (Parameter p : plan.parameters().parameters()) {
          double all = Arrays.stream(gradients).map(Math::abs).max().orElseThrow();
          String what = where + p.name();
          assertClose(what, fastGradients, gradients, p.offset(), p.size(), all / 100);
        }
        if (learns) {
          assertClose(where + "input gradient", read(fastDx), dx, 0, dx.length, 0);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void theReferenceAgreesWithDifferences(Nonlinearity f, Shape shape) {
    StagePlan plan = shape.of(f);
    int batch = 2;
    SplittableRandom random = new SplittableRandom(9);
    double[] x = input(plan, batch, random);
    double[] parameters = parameters(plan, random);
    double[] dy = random(random, batch * plan.output().size());
    ReferenceStage reference = new ReferenceStage(plan);
    reference.forward(batch, x, parameters, ReferenceStage.Statistics.BATCH);
    double[] gradients = new double[parameters.length];
    double[] dx = reference.backward(dy, parameters, gradients);

    double largest = Arrays.stream(gradients).map(Math::abs).max().orElseThrow();
    for (Parameter p : plan.parameters().parameters()) {
      if (p.role().trained()) {
        int at = p.offset() + random.nextInt(p.size());
        double expected = difference(plan, batch, x, parameters, dy, parameters, at);
        assertThat(gradients[at] - expected)
            .as(p.name())
            .isBetween(-1e-5 * largest, 1e-5 * largest);
      }
    }
    if (plan.inputKind() == StagePlan.InputKind.VALUES) {
      largest = Arrays.stream(dx).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < 5; i++) {
        int at = random.nextInt(x.length);
        double expected = difference(plan, batch, x, parameters, dy, x, at);
        assertThat(dx[at] - expected).as("input").isBetween(-1e-5 * largest, 1e-5 * largest);
      }
    }
  }

  /** Of Σ dy·y by one value. */
  private static double difference(
      StagePlan plan,
      int batch,
      double[] x,
      double[] parameters,
      double[] dy,
      double[] values,
      int at) {
    double there = values[at];
    double[] sums = new double[2];
    for (int side = 0; side < 2; side++) {
      values[at] = there + (side == 0 ? -STEP : STEP);
      double[] y =
          new ReferenceStage(plan).forward(batch, x, parameters, ReferenceStage.Statistics.BATCH);
      for (int i = 0; i < y.length; i++) {
        sums[side] += dy[i] * y[i];
      }
    }
    values[at] = there;
    return (sums[1] - sums[0]) / (2 * STEP);
  }

  /** The property that decides whether maxima may go in front. */
  @ParameterizedTest
  @EnumSource(Activation.class)
  void whatIsSaidNeverToFallDoesNotFall(Activation activation) {
    Form form = activation.form();
    double smallest = Double.POSITIVE_INFINITY;
    for (double slope :
        switch (activation.parameter()) {
          case NONE, THRESHOLD, TIED_THRESHOLD -> new double[] {activation.slope()};
          case FIXED_SLOPE -> new double[] {0, 0.5};
          case TRAINED_SLOPE -> new double[] {-0.5, 0.5};
        }) {
      for (double z = -9; z < 9; z += 0.01) {
        smallest = Math.min(smallest, form.slope(z, 0.3, slope, activation.gain()));
      }
    }
    assertThat(smallest >= 0).isEqualTo(activation.neverFalls());
  }

  private static double[] input(StagePlan plan, int batch, SplittableRandom random) {
    double[] x = random(random, batch * plan.input().size());
    return switch (plan.inputKind()) {
      case VALUES -> x;
      case ONE_HOT -> {
        Arrays.fill(x, 0);
        int length = plan.input().width();
        for (int n = 0; n < batch; n++) {
          for (int i = 0; i < length - n; i++) {
            int character = random.nextInt(plan.input().channels());
            x[(n * plan.input().channels() + character) * length + i] = 1;
          }
        }
        yield x;
      }
    };
  }

  private static double[] parameters(StagePlan plan, SplittableRandom random) {
    double[] values = new double[plan.parameters().size()];
    for (Parameter parameter : plan.parameters().parameters()) {
      for (int i = 0; i < parameter.size(); i++) {
        double u = 2 * random.nextDouble() - 1;
        values[parameter.offset() + i] =
            (float)
                switch (parameter.role()) {
                  case GAMMA, RUNNING_VARIANCE -> 1 + 0.5 * u;
                  case BETA, RUNNING_MEAN, SLOPE, THRESHOLD, BIAS -> 0.3 * u;
                  case WEIGHTS -> 0.2 * u;
                };
      }
    }
    return values;
  }

  private static double[] random(SplittableRandom random, int count) {
    return random.doubles(count).map(u -> (float) (2 * u - 1)).toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static NativeFloats nativeCopy(double[] values) {
    NativeFloats memory = new NativeFloats(values.length);
    buffer(memory).put(floats(values));
    return memory;
  }

  private static FloatBuffer buffer(NativeFloats memory) {
    return memory.floats(0, Math.toIntExact(memory.size()));
  }

  private static float[] read(NativeFloats memory) {
    float[] values = new float[Math.toIntExact(memory.size())];
    buffer(memory).get(values);
    return values;
  }

  private static void assertClose(
      String what, float[] actual, double[] expected, int from, int count, double least) {
    double largest = least;
    double worst = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    }
    assertThat(worst / largest).as(what).isLessThan(TOLERANCE);
  }
}

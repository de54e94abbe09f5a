package io.convrelu.nn.fused;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.kernel.fused.Nonlinearity.Kind;
import io.convrelu.nn.ThresholdInit;
import io.convrelu.nn.ThresholdOptions;
import io.convrelu.nn.ThresholdSharing;
import io.convrelu.zoo.Activation;
import io.convrelu.zoo.ActivationSettings;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.NetworkName;
import io.convrelu.zoo.NetworkSettings;
import io.convrelu.zoo.Networks;
import io.convrelu.zoo.ReplacementStrategy;
import io.convrelu.zoo.UpdateRule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * densenet-cifar from fused stages against the same network from the zoo's plain layers (batch
 * normalization as {@code ChannelBatchNormTest} holds it to DL4J's own; DL4J's pooling and
 * merging), same weights: outputs, every gradient, and the parameters and running statistics after
 * a training step.
 */
class DenseStageEqualityTest {

  private static final int CLASSES = 10;
  private static final int SIZE = 16;
  private static final int BATCH = 4;

  /** ND4J keeps LeakyReLU's slope as a float, so the same in float and double. */
  private static final double SLOPE = 0.25;

  /** Of the difference's norm to the norm. */
  private static final double DOUBLE_TOLERANCE = 1e-9;

  /**
   * 120 layers of float32 in two orders of summation: a value near a kink of its activation may
   * fall on either side.
   */
  private static final double FLOAT_TOLERANCE = 1e-2;

  @ParameterizedTest
  @EnumSource(Activation.class)
  void agreesWithPlainLayersInDouble(Activation activation) {
    agree(activation, DataType.DOUBLE, DOUBLE_TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void agreesWithPlainLayersInFloat(Activation activation) {
    agree(activation, DataType.FLOAT, FLOAT_TOLERANCE);
  }

  private static void agree(Activation activation, DataType type, double tolerance) {
    Nesterovs rule = new Nesterovs(0.05, 0.9);
    ComputationGraph plain =
        new ComputationGraph(
            Networks.configure(
                new NetworkSettings(NetworkName.DENSENET_CIFAR, 12, 12, 1014, settings(activation)),
                new ExampleShape(3, SIZE, SIZE, CLASSES),
                new UpdateRule(rule, 1e-4, 0, 5),
                type));
    plain.init();
    ComputationGraph fused =
        new ComputationGraph(
            FusedDenseNets.of(
                type, rule, fusedActivation(activation), SIZE, CLASSES, 6, 12, 24, 16));
    fused.init();
    Map<String, String> names = names(fused, activation);
    names.forEach(
        (to, from) -> fused.getParam(to).assign(view(plain.getParam(from), fused.getParam(to))));

    DataSet batch = batch(type);
    assertClose(
        "inference",
        fused.outputSingle(batch.getFeatures()),
        plain.outputSingle(batch.getFeatures()),
        tolerance);
    gradients(plain, batch);
    gradients(fused, batch);
    names.forEach(
        (to, from) ->
            assertClose(
                to,
                fused.gradient().gradientForVariable().get(to),
                plain.gradient().gradientForVariable().get(from),
                tolerance));

    plain.fit(batch);
    fused.fit(batch);
    names.forEach(
        (to, from) -> assertClose(to, fused.getParam(to), plain.getParam(from), tolerance));
  }

  private static void gradients(ComputationGraph graph, DataSet batch) {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
  }

  /** Parameter of the fused network to the same one of the plain network. */
  private static Map<String, String> names(ComputationGraph fused, Activation activation) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : fused.paramTable().keySet()) {
      if (name.startsWith("output")) {
        names.put(name, name);
        continue;
      }
      String block = name.substring("stage".length(), name.indexOf('_'));
      String unit = name.substring(name.indexOf('_') + 1, name.indexOf('.'));
      String role = name.substring(name.indexOf('.') + 1);
      names.put(name, plainVertex(block, unit, role, activation) + "_" + role);
    }
    return names;
  }

  private static String plainVertex(String block, String unit, String role, Activation activation) {
    String part =
        switch (role) {
          case "W" -> "conv";
          case "theta" -> activation == Activation.CONV_RELU ? "conv" : "act";
          case "slope" -> "act";
          default -> "bn";
        };
    if (unit.equals("stem")) {
      return "stem-conv";
    }
    if (unit.equals("tail")) {
      return block.equals("4") ? "final-" + part : "transition" + block + "-" + part;
    }
    return "block" + block + "-" + unit.replace("conv", part);
  }

  private static INDArray view(INDArray values, INDArray like) {
    return values.dup('c').reshape(like.shape());
  }

  private static void assertClose(
      String what, INDArray actual, INDArray expected, double tolerance) {
    double[] a = actual.dup('c').data().asDouble();
    double[] b = expected.dup('c').data().asDouble();
    assertThat(a).as(what).hasSameSizeAs(b);
    double difference = 0;
    double norm = 1e-12;
    for (int i = 0; i < a.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      norm += b[i] * b[i];
    }
    assertThat(Math.sqrt(difference / norm)).as(what).isLessThan(tolerance);
  }

  private static ActivationSettings settings(Activation activation) {
    return new ActivationSettings(
        activation,
        ReplacementStrategy.FIRST,
        ThresholdInit.RANDOM,
        0.3,
        ThresholdSharing.CHANNEL,
        SLOPE);
  }

  private static StageActivation fusedActivation(Activation activation) {
    Kind kind =
        switch (activation) {
          case RELU -> Kind.RELU;
          case LEAKY_RELU -> Kind.LEAKY_RELU;
          case PRELU -> Kind.PRELU;
          case ELU -> Kind.ELU;
          case SELU -> Kind.SELU;
          case ADA_RELU -> Kind.ADA_RELU_CHANNEL;
          case CONV_RELU -> Kind.CONV_RELU;
        };
    return new StageActivation(kind, SLOPE, new ThresholdOptions(ThresholdInit.RANDOM, 0.3, 0));
  }

  private static DataSet batch(DataType type) {
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(17);
    INDArray x = Nd4j.randn(random, BATCH, 3, SIZE, SIZE).castTo(type);
    INDArray y = Nd4j.zeros(type, BATCH, CLASSES);
    for (int i = 0; i < BATCH; i++) {
      y.putScalar(i, i % CLASSES, 1);
    }
    return new DataSet(x, y);
  }
}

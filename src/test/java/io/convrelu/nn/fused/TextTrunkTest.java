package io.convrelu.nn.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.kernel.fused.TextStages.Behind;
import io.convrelu.nn.AdaReLU;
import io.convrelu.nn.ConvReLU;
import io.convrelu.nn.FixedActivation;
import io.convrelu.nn.LayerPReLU;
import io.convrelu.nn.ThresholdInit;
import io.convrelu.nn.ThresholdOptions;
import io.convrelu.testing.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The convolutions of a text network as one layer: against the same network from DL4J's own
 * convolution, pooling and activation layers (ConvReLU, AdaReLU and PReLU a layer are ours); and as
 * a DL4J layer that is checked, written, read and cloned.
 */
class TextTrunkTest {

  private static final int ALPHABET = 6;
  private static final int FEATURES = 20;
  private static final int LENGTH = 74;
  private static final int CLASSES = 3;
  private static final double SLOPE = 0.25;

  /** Not 0: padding would then stand on the kinks of activations. */
  private static final double BIAS = 0.1;

  private static final List<Integer> KERNELS = List.of(7, 5, 3, 2);
  private static final List<Integer> POOLED = List.of(1, 2, 4);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void agreesWithPlainLayersInDouble(Kind kind) {
    agree(kind, DataType.DOUBLE, 1e-10);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void agreesWithPlainLayersInFloat(Kind kind) {
    agree(kind, DataType.FLOAT, 1e-4);
  }

  private static void agree(Kind kind, DataType type, double tolerance) {
    ComputationGraph plain = new ComputationGraph(plain(kind, type));
    plain.init();
    ComputationGraph fused = graph(kind, type, momentum());
    for (String name : fused.paramTable().keySet()) {
      INDArray to = fused.getParam(name);
      to.assign(plain.getParam(plainName(name, kind)).dup('c').reshape(to.shape()));
    }
    DataSet batch = batch(type, 5, 1);
    assertClose(
        "inference",
        fused.outputSingle(batch.getFeatures()),
        plain.outputSingle(batch.getFeatures()),
        tolerance);
    for (ComputationGraph graph : List.of(plain, fused)) {
      graph.setInputs(batch.getFeatures());
      graph.setLabels(batch.getLabels());
      graph.computeGradientAndScore();
    }
    for (String name : fused.paramTable().keySet()) {
      assertClose(
          name,
          fused.gradient().gradientForVariable().get(name),
          plain.gradient().gradientForVariable().get(plainName(name, kind)),
          tolerance);
    }
    for (int step = 0; step < 2; step++) {
      plain.fit(batch);
      fused.fit(batch);
    }
    for (String name : fused.paramTable().keySet()) {
      assertClose(
          name, fused.getParam(name), plain.getParam(plainName(name, kind)), 10 * tolerance);
    }
  }

  private static String plainName(String name, Kind kind) {
    if (name.startsWith("output")) {
      return name;
    }
    String conv = name.substring("trunk_".length(), name.indexOf('.'));
    String role = name.substring(name.indexOf('.') + 1);
    boolean inActivation = role.equals("slope") || (role.equals("theta") && kind != Kind.CONV_RELU);
    return (inActivation ? conv.replace("conv", "act") : conv) + "_" + role;
  }

  /** Pooling in front of the activation, as in the zoo. */
  private static ComputationGraphConfiguration plain(Kind kind, DataType type) {
    GraphBuilder graph = builder(type, momentum());
    String last = "input";
    for (int conv = 1; conv <= KERNELS.size(); conv++) {
      int kernel = KERNELS.get(conv - 1);
      if (conv > 1 && kind != Kind.CONV_RELU) {
        graph.addLayer("act" + conv, activation(kind), last);
        last = "act" + conv;
      }
      graph.addLayer("conv" + conv, convolution(kind, conv, kernel), last);
      last = "conv" + conv;
      if (POOLED.contains(conv)) {
        graph.addLayer(
            "pool" + conv,
            new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(1, 3).stride(1, 3).build(),
            last);
        last = "pool" + conv;
      }
    }
    return finish(graph, last);
  }

  private static Layer convolution(Kind kind, int conv, int kernel) {
    if (conv > 1 && kind == Kind.CONV_RELU) {
      return new ConvReLU.Builder()
          .kernel(1, kernel)
          .nOut(FEATURES)
          .thresholdInit(ThresholdInit.RANDOM)
          .thresholdDeviation(0.3)
          .build();
    }
    return new ConvolutionLayer.Builder(1, kernel).nOut(FEATURES).build();
  }

  private static Layer activation(Kind kind) {
    return switch (kind) {
      case PRELU -> new LayerPReLU.Builder().initialSlope(SLOPE).build();
      case ADA_RELU_LAYER -> adaReLU(ThresholdSharing.LAYER);
      case ADA_RELU_CHANNEL -> adaReLU(ThresholdSharing.CHANNEL);
      case ADA_RELU_UNIT -> adaReLU(ThresholdSharing.UNIT);
      case IDENTITY -> fixed(new ActivationIdentity());
      case RELU -> fixed(new ActivationReLU());
      case LEAKY_RELU -> fixed(new ActivationLReLU(SLOPE));
      case ELU -> fixed(new ActivationELU());
      case SELU -> fixed(new ActivationSELU());
      case SILU -> fixed(new ActivationSwish());
      case GELU -> fixed(new FixedActivation(io.convrelu.kernel.Activation.GELU, 0));
      case CONV_RELU -> throw new IllegalArgumentException("inside the convolution");
    };
  }

  private static Layer fixed(IActivation function) {
    return new ActivationLayer.Builder().activation(function).build();
  }

  private static Layer adaReLU(ThresholdSharing sharing) {
    return new AdaReLU.Builder()
        .sharing(sharing)
        .thresholdInit(ThresholdInit.RANDOM)
        .thresholdDeviation(0.3)
        .build();
  }

  private static ComputationGraph graph(Kind kind, DataType type, IUpdater updater) {
    ComputationGraph graph = new ComputationGraph(fused(kind, type, updater));
    graph.init();
    return graph;
  }

  private static ComputationGraphConfiguration fused(Kind kind, DataType type, IUpdater updater) {
    GraphBuilder graph = builder(type, updater);
    TextTrunk.Builder trunk = new TextTrunk.Builder().features(FEATURES);
    StageActivation activation = kind.of(SLOPE, new ThresholdOptions(ThresholdInit.RANDOM, 0.3, 0));
    for (int conv = 1; conv <= KERNELS.size(); conv++) {
      trunk.convolution(
          new TextConvolution(
              conv == 1 ? Kind.IDENTITY.of(0, ThresholdOptions.DEFAULT) : activation,
              KERNELS.get(conv - 1),
              POOLED.contains(conv) ? Behind.MAXIMA_OF_THREE : Behind.NOTHING,
              new WeightInitDistribution(new NormalDistribution(0, 0.1 * conv))));
    }
    graph.addLayer("trunk", trunk.build(), "input");
    return finish(graph, "trunk");
  }

  private static GraphBuilder builder(DataType type, IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .dataType(type)
        .activation(Activation.IDENTITY)
        .updater(updater)
        .biasInit(BIAS)
        .l2(1e-3)
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.convolutional(1, LENGTH, ALPHABET));
  }

  private static ComputationGraphConfiguration finish(GraphBuilder graph, String last) {
    return graph
        .addLayer(
            "output",
            new OutputLayer.Builder().activation(Activation.SOFTMAX).nOut(CLASSES).build(),
            last)
        .setOutputs("output")
        .build();
  }

  private static Nesterovs momentum() {
    return new Nesterovs(0.05, 0.9);
  }

  /** Texts that fill between half and all of their length. */
  private static DataSet batch(DataType type, int size, long seed) {
    Random random = new Random(seed);
    INDArray x = Nd4j.zeros(type, size, ALPHABET, 1, LENGTH);
    INDArray y = Nd4j.zeros(type, size, CLASSES);
    for (int n = 0; n < size; n++) {
      int end = LENGTH / 2 + random.nextInt(LENGTH / 2);
      for (int t = 0; t < end; t++) {
        x.putScalar(new int[] {n, random.nextInt(ALPHABET), 0, t}, 1);
      }
      y.putScalar(n, n % CLASSES, 1);
    }
    return new DataSet(x, y);
  }

  private static void assertClose(
      String what, INDArray actual, INDArray expected, double tolerance) {
    INDArray a = actual.dup('c').reshape(actual.length()).castTo(DataType.DOUBLE);
    INDArray b = expected.dup('c').reshape(expected.length()).castTo(DataType.DOUBLE);
    assertThat(a.distance2(b) / (b.norm2Number().doubleValue() + 1e-12))
        .as(what)
        .isLessThan(tolerance);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void gradientsAreThoseOfTheFunction(Kind kind) {
    CentralDifferences.check(
        graph(kind, DataType.DOUBLE, new NoOp()),
        batch(DataType.DOUBLE, 2, 1),
        4,
        name -> name.startsWith("trunk"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void jsonKeepsEverything(Kind kind) {
    ComputationGraphConfiguration conf = fused(kind, DataType.FLOAT, momentum());
    assertThat(ComputationGraphConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
  }

  @Test
  void aFileAndACloneKeepEverything() throws IOException {
    ComputationGraph graph = graph(Kind.CONV_RELU, DataType.FLOAT, momentum());
    graph.fit(batch(DataType.FLOAT, 8, 1));
    Path file = folder.resolve("graph.zip");
    graph.save(file.toFile(), true);
    ComputationGraph again = ComputationGraph.load(file.toFile(), true);
    ComputationGraph clone = graph.clone();
    assertThat(clone.getLayer("trunk").conf().getLayer())
        .isEqualTo(graph.getLayer("trunk").conf().getLayer());
    // A smaller batch in between must leave nothing behind.
    graph.outputSingle(batch(DataType.FLOAT, 3, 4).getFeatures());
    DataSet next = batch(DataType.FLOAT, 8, 2);
    for (ComputationGraph one : List.of(graph, again, clone)) {
      one.fit(next);
    }
    assertThat(again.params()).isEqualTo(graph.params());
    assertThat(clone.params()).isEqualTo(graph.params());
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void whatIsNotOneHotNamesTheLayer(DataType type) {
    ComputationGraph graph = graph(Kind.RELU, type, momentum());
    DataSet batch = batch(type, 3, 1);
    batch.getFeatures().putScalar(new int[] {2, 4, 0, 17}, 0.5);
    String message =
        "TextTrunk 'trunk' reads one-hot characters; example 2, position 17 has 0.5 for character"
            + " 4";
    assertThatThrownBy(() -> graph.outputSingle(batch.getFeatures()))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> graph.fit(batch))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessage(message);
    DataSet good = batch(type, 3, 1);
    graph.fit(good);
    assertThat(graph.score()).isFinite();
  }

  @Test
  void eachConvolutionStartsAsItIsTold() {
    ComputationGraph graph = graph(Kind.RELU, DataType.FLOAT, momentum());
    for (int conv = 1; conv <= KERNELS.size(); conv++) {
      assertThat(graph.getParam("trunk_conv" + conv + ".W").stdNumber().doubleValue())
          .isCloseTo(0.1 * conv, offset(0.02 * conv));
      assertThat(graph.getParam("trunk_conv" + conv + ".b").toFloatVector())
          .containsOnly((float) BIAS);
    }
  }

  @Test
  void weightDecayHoldsWeightsAndNotBiases() {
    TextTrunk trunk =
        (TextTrunk)
            graph(Kind.RELU, DataType.FLOAT, momentum()).getLayer("trunk").conf().getLayer();
    assertThat(trunk.getRegularizationByParam("conv2.W")).isNotEmpty();
    assertThat(trunk.getRegularizationByParam("conv2.b")).isNullOrEmpty();
  }
}

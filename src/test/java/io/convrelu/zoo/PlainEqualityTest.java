package io.convrelu.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.fused.StageRuntime;
import io.convrelu.zoo.plain.PlainNetworks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Every network of fused stages against the same network from DL4J's stock layers, same weights:
 * output, loss, every gradient, and parameters and running statistics after a step of training.
 */
class PlainEqualityTest {

  private static final double DOUBLE_TOLERANCE = 1e-8;

  /** Of float32 where nearly all activations are smooth: ELU everywhere but at the classifier. */
  private static final double SMOOTH_TOLERANCE = 1e-4;

  private static final int BATCH = 4;

  /** From how many starts a network in float may try. */
  private static final int STARTS = 3;

  /** Coefficients that reach weights and thresholds, to see that they reach the same ones. */
  private static final double WEIGHT_DECAY = 1e-3;

  private static final double THRESHOLD_L2 = 1e-2;

  /**
   * A network with an activation choice.
   *
   * @param floatTolerance of float32 in two orders of summation
   */
  private record Case(
      NetworkSettings settings, ExampleShape shape, String name, double floatTolerance) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Random thresholds, so that padding ties with none; a slope that is the same in float and
   * double, because ND4J keeps LeakyReLU's as a float.
   *
   * @param kinkedTolerance of float32 where activations have kinks. A single value that falls on
   *     the other side of one changes every gradient before it: in densenet-cifar with four images
   *     of 16×16, stock layers in float differ from themselves in double by 1e-5 without such a
   *     value and by up to 3e-2 with one
   */
  private static Case of(
      NetworkName network,
      Activation activation,
      ReplacementStrategy strategy,
      ExampleShape shape,
      double kinkedTolerance,
      String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("activation.threshold-init=random");
    all.add("activation.threshold-deviation=0.3");
    all.add("activation.slope=0.25");
    String name =
        String.join(
            " ",
            network.name(),
            activation.name(),
            strategy.name(),
            shape.height() + "x" + shape.width(),
            String.join(" ", options));
    NetworkSettings settings =
        Zoo.settings(network, activation, strategy, all.toArray(String[]::new));
    boolean smooth = activation == Activation.ELU && strategy == ReplacementStrategy.ALL;
    return new Case(settings, shape, name, smooth ? SMOOTH_TOLERANCE : kinkedTolerance);
  }

  /** A network with every activation and strategy, at the smallest shape that it reads. */
  private static Stream<Case> everyChoice(
      NetworkName network, double kinkedTolerance, String... options) {
    return Activation.choices().stream()
        .flatMap(
            activation ->
                Arrays.stream(ReplacementStrategy.values())
                    .map(
                        strategy ->
                            of(
                                network,
                                activation,
                                strategy,
                                Zoo.smallShape(network),
                                kinkedTolerance,
                                options)));
  }

  /** A network too large for more than its first, its last and its most changed form. */
  private static Stream<Case> someChoices(
      NetworkName network, double kinkedTolerance, String... options) {
    ExampleShape shape = Zoo.smallShape(network);
    return Stream.of(
        of(network, Activation.RELU, ReplacementStrategy.FIRST, shape, kinkedTolerance, options),
        of(network, Activation.ELU, ReplacementStrategy.ALL, shape, kinkedTolerance, options),
        of(network, Activation.PRELU, ReplacementStrategy.LAST, shape, kinkedTolerance, options),
        of(
            network,
            Activation.CONV_RELU,
            ReplacementStrategy.FIRST,
            shape,
            kinkedTolerance,
            options),
        of(
            network,
            Activation.CONV_RELU,
            ReplacementStrategy.ALL,
            shape,
            kinkedTolerance,
            options));
  }

  private static Stream<Case> densenets() {
    String[] small = {"network.depth=2", "network.growth=5"};
    String[] perLayer = {"network.depth=2", "activation.threshold-sharing=layer"};
    String[] perUnit = {"network.depth=2", "activation.threshold-sharing=unit"};
    ExampleShape odd = new ExampleShape(1, 15, 13, 3);
    ExampleShape large = new ExampleShape(3, 64, 64, 3);
    NetworkName network = NetworkName.DENSENET_40;
    ReplacementStrategy all = ReplacementStrategy.ALL;
    return Stream.of(
            everyChoice(network, 3e-2, small),
            Stream.of(
                of(network, Activation.ADA_RELU, all, Zoo.smallShape(network), 3e-2, perLayer),
                of(network, Activation.ADA_RELU, all, Zoo.smallShape(network), 3e-2, perUnit),
                of(network, Activation.CONV_RELU, all, odd, 3e-2, small),
                of(network, Activation.CONV_RELU, all, large, 3e-2, "network.depth=1")),
            someChoices(NetworkName.DENSENET_CIFAR, 5e-2))
        .flatMap(cases -> cases);
  }

  private static Stream<Case> resnets() {
    NetworkName network = NetworkName.RESNET_18;
    ExampleShape odd = new ExampleShape(1, 11, 9, 3);
    String perUnit = "activation.threshold-sharing=unit";
    return Stream.of(
            someChoices(network, 3e-2),
            Stream.of(
                of(network, Activation.ADA_RELU, ReplacementStrategy.LAST, odd, 3e-2, perUnit),
                of(network, Activation.CONV_RELU, ReplacementStrategy.ALL, odd, 3e-2)),
            someChoices(NetworkName.RESNET_9, 3e-2, "network.width=12"),
            someChoices(NetworkName.WIDE_RESNET, 3e-2, "network.depth=16", "network.width=2"),
            someChoices(NetworkName.WIDE_RESNET, 3e-2, "network.depth=10", "network.width=1"))
        .flatMap(cases -> cases);
  }

  private static Stream<Case> vggs() {
    ExampleShape large = new ExampleShape(3, 64, 64, 3);
    NetworkName network = NetworkName.VGG_16;
    ReplacementStrategy first = ReplacementStrategy.FIRST;
    return Stream.concat(
        someChoices(network, 3e-2), Stream.of(of(network, Activation.RELU, first, large, 3e-2)));
  }

  static Stream<Case> cases() {
    return Stream.of(
            densenets(),
            resnets(),
            vggs(),
            everyChoice(NetworkName.CNN_SMALL, 1e-3),
            someChoices(NetworkName.CHAR_CNN_SMALL, 1e-3, "network.dropout=0"))
        .flatMap(cases -> cases);
  }

  /** Dozens of networks would not fit side by side. */
  @AfterEach
  void closeIdleStages() {
    StageRuntime.get().trim();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesInDouble(Case each) {
    assertThat(worst(each, DataType.DOUBLE, 1))
        .extracting(Difference::size, DOUBLE)
        .isLessThan(DOUBLE_TOLERANCE);
  }

  /** A value near a kink is bad luck of a start; a mistake would show from each. */
  @ParameterizedTest
  @MethodSource("cases")
  void agreesInFloat(Case each) {
    List<Difference> worst = new ArrayList<>();
    boolean agrees = false;
    for (int start = 1; start <= STARTS && !agrees; start++) {
      Difference difference = worst(each, DataType.FLOAT, start);
      worst.add(difference);
      agrees = difference.size() < each.floatTolerance();
    }
    assertThat(agrees).as("below %s from one of %s", each.floatTolerance(), worst).isTrue();
  }

  /** How much an array differs: the norm of the differences to the norm of what is expected. */
  private record Difference(String what, double size) {

    static Difference of(String what, INDArray actual, INDArray expected) {
      double[] a = ParameterPairs.asPlain(actual, expected.shape()).data().asDouble();
      double[] b = expected.dup('c').data().asDouble();
      assertThat(a).as(what).hasSameSizeAs(b);
      double difference = 0;
      double norm = 1e-24;
      for (int i = 0; i < a.length; i++) {
        difference += (a[i] - b[i]) * (a[i] - b[i]);
        norm += b[i] * b[i];
      }
      double size = Math.sqrt(difference / norm);
      assertThat(size).as(what).isFinite();
      return new Difference(what, size);
    }
  }

  /** The largest difference between a network and its twin that start from the same weights. */
  private static Difference worst(Case each, DataType type, long start) {
    UpdateRule rule = new UpdateRule(new Nesterovs(0.05, 0.9), WEIGHT_DECAY, THRESHOLD_L2, start);
    ComputationGraph fused = network(Networks.configure(each.settings(), each.shape(), rule, type));
    ComputationGraph plain =
        network(PlainNetworks.configure(each.settings(), each.shape(), rule, type));
    ParameterPairs pairs = ParameterPairs.of(fused, plain);
    leaveTheStart(fused, start);
    pairs.copy(fused, plain);
    DataSet batch = batch(each.shape(), type);

    List<Difference> all = new ArrayList<>();
    all.add(
        Difference.of(
            "prediction",
            fused.outputSingle(batch.getFeatures()),
            plain.outputSingle(batch.getFeatures())));
    gradients(fused, batch);
    gradients(plain, batch);
    all.add(new Difference("loss", Math.abs(fused.score() / plain.score() - 1)));
    pairs
        .plainByFused()
        .forEach(
            (name, twin) ->
                all.add(
                    Difference.of(
                        "gradient of " + name,
                        fused.gradient().gradientForVariable().get(name),
                        plain.gradient().gradientForVariable().get(twin))));
    fused.fit(batch);
    plain.fit(batch);
    pairs
        .plainByFused()
        .forEach(
            (name, twin) ->
                all.add(
                    Difference.of(
                        name + " after a step", fused.getParam(name), plain.getParam(twin))));
    return all.stream().max(Comparator.comparingDouble(Difference::size)).orElseThrow();
  }

  /** Without dropout, which draws different numbers in each. */
  private static ComputationGraph network(ComputationGraphConfiguration configuration) {
    configuration
        .getVertices()
        .values()
        .forEach(
            vertex -> {
              if (vertex instanceof LayerVertex layer) {
                layer.getLayerConf().getLayer().setIDropout(null);
              }
            });
    return Zoo.network(configuration);
  }

  /** Scale, shift and statistics of batch normalization start where they would hide a mistake. */
  private static void leaveTheStart(ComputationGraph network, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    network
        .paramTable()
        .forEach(
            (name, values) -> {
              double centre = name.endsWith("gamma") || name.endsWith("var") ? 1 : 0;
              if (centre == 1 || name.endsWith("beta") || name.endsWith("mean")) {
                INDArray flat = values.reshape(values.length());
                for (long i = 0; i < flat.length(); i++) {
                  flat.putScalar(i, centre + 0.4 * (random.nextDouble() - 0.5));
                }
              }
            });
  }

  private static DataSet batch(ExampleShape shape, DataType type) {
    DataSet examples = Zoo.examples(shape, BATCH);
    return new DataSet(examples.getFeatures().castTo(type), examples.getLabels().castTo(type));
  }

  private static void gradients(ComputationGraph graph, DataSet batch) {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
  }
}

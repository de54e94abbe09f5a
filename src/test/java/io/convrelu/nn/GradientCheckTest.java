package io.convrelu.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.kernel.ThresholdSharing;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numerical against analytic gradients in double precision, two layers of a kind in a row. */
class GradientCheckTest {

  private static final int BATCH = 3;

  @BeforeAll
  static void computeInDouble() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterAll
  static void computeInFloatAgain() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  private record Case(String name, InputType input, long[] shape, List<Layer> layers) {}

  @TestFactory
  Stream<DynamicTest> gradientsAreRight() {
    InputType image = InputType.convolutional(6, 5, 2);
    long[] imageShape = {BATCH, 2, 6, 5};
    InputType text = InputType.recurrent(3, 9);
    long[] textShape = {BATCH, 3, 9};
    return Stream.of(
            new Case(
                "ConvReLU 3×3, padded",
                image,
                imageShape,
                List.of(convRelu(3, 3).padding(1, 1).build(), convRelu(3, 3).build())),
            new Case(
                "ConvReLU 5×3, stride 1×2, padding 2×1, no bias",
                image,
                imageShape,
                List.of(
                    convRelu(5, 3).stride(1, 2).padding(2, 1).hasBias(false).build(),
                    convRelu(1, 2).stride(2, 1).build())),
            new Case(
                "ConvReLU 1×1",
                image,
                imageShape,
                List.of(convRelu(1, 1).build(), convRelu(1, 1).hasBias(false).build())),
            new Case(
                "ConvReLU on sequences",
                text,
                textShape,
                List.of(
                    convRelu(1, 3).padding(0, 1).build(),
                    convRelu(1, 3).stride(1, 2).build(),
                    pooling())),
            new Case(
                "convolution of ReLU",
                image,
                imageShape,
                List.of(
                    convolution(InputActivation.IDENTITY).padding(1, 1).build(),
                    convolution(InputActivation.RELU).stride(2, 2).padding(1, 0).build())),
            new Case("AdaReLU a layer", image, imageShape, adaRelu(ThresholdSharing.LAYER)),
            new Case("AdaReLU a channel", image, imageShape, adaRelu(ThresholdSharing.CHANNEL)),
            new Case("AdaReLU a unit", image, imageShape, adaRelu(ThresholdSharing.UNIT)),
            new Case(
                "AdaReLU on sequences",
                text,
                textShape,
                List.of(adaRelu(ThresholdSharing.CHANNEL).get(0), pooling())),
            new Case(
                "AdaReLU on vectors",
                InputType.feedForward(7),
                new long[] {BATCH, 7},
                adaRelu(ThresholdSharing.UNIT)),
            new Case(
                "PReLU a layer",
                image,
                imageShape,
                List.of(
                    new LayerPReLU.Builder().build(),
                    new LayerPReLU.Builder().initialSlope(0.6).build())))
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static void check(Case c) {
    ComputationGraph graph =
        SmallGraphs.untrained(DataType.DOUBLE, c.input(), c.layers().toArray(new Layer[0]));
    INDArray x = SmallGraphs.gaussian(DataType.DOUBLE, 5, c.shape());
    boolean right =
        GradientCheckUtil.checkGradients(
            new GradientCheckUtil.GraphConfig()
                .net(graph)
                .inputs(new INDArray[] {x})
                .labels(new INDArray[] {SmallGraphs.labels(DataType.DOUBLE, BATCH)})
                .epsilon(1e-6)
                .maxRelError(1e-5)
                .minAbsoluteError(1e-9)
                .print(GradientCheckUtil.PrintMode.FAILURES_ONLY));
    assertThat(right).as(c.name()).isTrue();
  }

  private static ConvReLU.Builder convRelu(int height, int width) {
    return new ConvReLU.Builder()
        .kernel(height, width)
        .nOut(4)
        .thresholdInit(ThresholdInit.RANDOM)
        .thresholdDeviation(0.7);
  }

  private static ActivatedConvolution.Builder convolution(InputActivation activation) {
    return new ActivatedConvolution.Builder().kernel(3, 3).nOut(4).inputActivation(activation);
  }

  private static List<Layer> adaRelu(ThresholdSharing sharing) {
    return List.of(
        new AdaReLU.Builder()
            .sharing(sharing)
            .thresholdInit(ThresholdInit.RANDOM)
            .thresholdDeviation(0.5)
            .build(),
        new AdaReLU.Builder().sharing(ThresholdSharing.LAYER).build());
  }

  private static Layer pooling() {
    return new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
  }
}

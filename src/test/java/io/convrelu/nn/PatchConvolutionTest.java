package io.convrelu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.kernel.ConvShape;
import io.convrelu.testing.GoldenCase;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** ConvReLU and activated convolutions inside DL4J. */
class PatchConvolutionTest {

  @Test
  void reproducesReferenceVectorsInDouble() {
    for (GoldenCase golden : GoldenCase.all()) {
      assertReproduces(golden, DataType.DOUBLE, 1e-10);
    }
  }

  @Test
  void reproducesReferenceVectorsInFloat() {
    for (GoldenCase golden : GoldenCase.all()) {
      assertReproduces(golden, DataType.FLOAT, 1e-4);
    }
  }

  private static void assertReproduces(GoldenCase golden, DataType type, double tolerance) {
    ConvShape shape = golden.shape();
    boolean sequence = golden.dims() == 1;
    ConvReLU.Builder builder =
        new ConvReLU.Builder()
            .kernel(shape.kernelHeight(), shape.kernelWidth())
            .stride(shape.strideHeight(), shape.strideWidth())
            .padding(shape.padHeight(), shape.padWidth())
            .hasBias(golden.bias().length > 0)
            .nOut(shape.outChannels());
    ComputationGraph graph =
        SmallGraphs.single(
            type,
            sequence
                ? InputType.recurrent(shape.channels(), shape.width())
                : InputType.convolutional(shape.height(), shape.width(), shape.channels()),
            builder.build());
    set(graph, "W", golden.w());
    set(graph, "theta", golden.threshold());
    if (golden.bias().length > 0) {
      set(graph, "b", golden.bias());
    }
    long n = golden.batch();
    long[] x =
        sequence
            ? new long[] {n, shape.channels(), shape.width()}
            : new long[] {n, shape.channels(), shape.height(), shape.width()};
    long[] y =
        sequence
            ? new long[] {n, shape.outChannels(), shape.outWidth()}
            : new long[] {n, shape.outChannels(), shape.outHeight(), shape.outWidth()};
    LayerRun run = LayerRun.of(graph, array(type, golden.x(), x), array(type, golden.dy(), y));
    assertThat(run.output().shape()).containsExactly(y);
    assertClose(golden + " y", run.output(), golden.y(), tolerance);
    assertClose(golden + " dx", run.inputGradient(), golden.dx(), tolerance);
    assertClose(golden + " dw", run.gradients().get("W"), golden.dw(), tolerance);
    assertClose(golden + " dtheta", run.gradients().get("theta"), golden.dThreshold(), tolerance);
    if (golden.bias().length > 0) {
      assertClose(golden + " db", run.gradients().get("b"), golden.dBias(), tolerance);
    }
  }

  @Test
  void computesTheExampleOfThePaper() {
    for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
      ComputationGraph graph =
          SmallGraphs.single(
              type,
              InputType.recurrent(1, 3),
              new ConvReLU.Builder().kernel(1, 2).nOut(1).hasBias(false).build());
      set(graph, "W", 1, -1);
      set(graph, "theta", 0, 3.5);
      INDArray x = array(type, new double[] {2, 3, 4}, 1, 1, 3);
      assertThat(graph.outputSingle(x).reshape(2).toDoubleVector()).containsExactly(-1.5, -1);
    }
  }

  @Test
  void zeroThresholdsAreStockReluAndConvolution() {
    InputType input = InputType.convolutional(9, 8, 3);
    for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
      ComputationGraph stock =
          SmallGraphs.untrained(
              type,
              input,
              new ActivationLayer(Activation.RELU),
              new ConvolutionLayer.Builder(3, 3)
                  .stride(2, 1)
                  .padding(1, 2)
                  .convolutionMode(ConvolutionMode.Truncate)
                  .nOut(5)
                  .activation(Activation.IDENTITY)
                  .build());
      for (PatchConvolution ours :
          List.of(
              new ConvReLU.Builder().stride(2, 1).padding(1, 2).nOut(5).build(),
              new ActivatedConvolution.Builder()
                  .inputActivation(InputActivation.RELU)
                  .stride(2, 1)
                  .padding(1, 2)
                  .nOut(5)
                  .build())) {
        ComputationGraph graph = SmallGraphs.untrained(type, input, ours);
        graph.getParam("l0_W").assign(stock.getParam("l1_W"));
        graph.getParam("l0_b").assign(SmallGraphs.gaussian(type, 4, 5));
        stock.getParam("l1_b").assign(graph.getParam("l0_b").reshape(1, 5));
        graph.getParam("output_W").assign(stock.getParam("output_W"));
        INDArray x = SmallGraphs.gaussian(type, 3, 4, 3, 9, 8);
        assertClose("output", graph.outputSingle(x), doubles(stock.outputSingle(x)), 1e-6);
        INDArray[] xs = {x};
        INDArray[] labels = {SmallGraphs.labels(type, 4)};
        stock.setInputs(xs);
        stock.setLabels(labels);
        stock.computeGradientAndScore();
        graph.setInputs(xs);
        graph.setLabels(labels);
        graph.computeGradientAndScore();
        assertClose(
            "dW",
            graph.gradient().getGradientFor("l0_W"),
            doubles(stock.gradient().getGradientFor("l1_W")),
            1e-5);
        assertThat(graph.score()).isCloseTo(stock.score(), within(1e-6));
      }
    }
  }

  @Test
  void readsViewsAndColumnMajorArrays() {
    ComputationGraph graph =
        SmallGraphs.single(
            DataType.FLOAT,
            InputType.convolutional(5, 6, 2),
            new ConvReLU.Builder()
                .nOut(3)
                .thresholdInit(ThresholdInit.RANDOM)
                .thresholdDeviation(0.5)
                .build());
    INDArray big = SmallGraphs.gaussian(DataType.FLOAT, 8, 6, 3, 5, 6);
    INDArray view =
        big.get(
            NDArrayIndex.interval(2, 5),
            NDArrayIndex.interval(1, 3),
            NDArrayIndex.all(),
            NDArrayIndex.all());
    INDArray rows = big.get(NDArrayIndex.interval(2, 5));
    INDArray dy = SmallGraphs.gaussian(DataType.FLOAT, 9, 3, 3, 3, 4);
    LayerRun expected = LayerRun.of(graph, view.dup('c'), dy.dup('c'));
    for (INDArray x : List.of(view, view.dup('f'))) {
      for (INDArray epsilon :
          List.of(dy, dy.dup('f'), dy.permute(1, 0, 2, 3).dup('c').permute(1, 0, 2, 3))) {
        LayerRun run = LayerRun.of(graph, x, epsilon);
        assertThat(run.output()).isEqualTo(expected.output());
        assertThat(run.inputGradient()).isEqualTo(expected.inputGradient());
        assertThat(run.gradients()).isEqualTo(expected.gradients());
      }
    }
    // A slice of leading examples is dense but starts inside the buffer.
    INDArray channels = rows.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3));
    assertThat(LayerRun.of(graph, channels, dy).output()).isEqualTo(expected.output());
    INDArray many = Nd4j.concat(0, Nd4j.zeros(DataType.FLOAT, 2, 2, 5, 6), view);
    INDArray tail = many.get(NDArrayIndex.interval(2, 5));
    assertThat(LayerRun.of(graph, tail, dy).output()).isEqualTo(expected.output());
  }

  @Test
  void refusesNonFiniteInputByLayerName() {
    for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
      for (PatchConvolution layer :
          List.of(
              new ConvReLU.Builder().nOut(2).build(),
              new ActivatedConvolution.Builder().nOut(2).build())) {
        ComputationGraph graph =
            SmallGraphs.untrained(type, InputType.convolutional(5, 5, 1), layer);
        INDArray x = Nd4j.zeros(type, 2, 1, 5, 5);
        for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
          x.putScalar(new int[] {1, 0, 4, 4}, bad);
          assertThatThrownBy(() -> graph.output(x))
              .isInstanceOfSatisfying(
                  NonFiniteInputException.class, e -> assertThat(e.layerName()).isEqualTo("l0"))
              .hasMessageContaining("'l0'");
        }
      }
    }
  }

  @Test
  void namesTheLayerWhoseInputDoesNotFit() {
    ComputationGraph graph =
        SmallGraphs.untrained(
            DataType.FLOAT,
            InputType.convolutional(5, 5, 2),
            new ConvReLU.Builder().nOut(2).build());
    assertThatThrownBy(
            () ->
                graph
                    .getLayer("l0")
                    .activate(Nd4j.zeros(1, 3, 5, 5), false, LayerWorkspaceMgr.noWorkspaces()))
        .hasMessageContaining("ConvReLU 'l0' reads [N, 2, H, W]")
        .hasMessageContaining("[1, 3, 5, 5]");
    assertThatThrownBy(
            () ->
                graph
                    .getLayer("l0")
                    .activate(Nd4j.zeros(1, 2, 2, 5), false, LayerWorkspaceMgr.noWorkspaces()))
        .hasMessageContaining("'l0'")
        .hasMessageContaining("larger than the padded input");
    assertThatThrownBy(
            () ->
                SmallGraphs.untrained(
                    DataType.FLOAT,
                    InputType.convolutional(5, 5, 2, CNN2DFormat.NHWC),
                    new ConvReLU.Builder().nOut(2).build()))
        .hasMessageContaining("reads [N, C, H, W]");
    assertThatThrownBy(
            () ->
                SmallGraphs.untrained(
                    DataType.FLOAT,
                    InputType.recurrent(5, 9),
                    new ConvReLU.Builder().nOut(2).build()))
        .hasMessageContaining("kernel height");
    assertThatThrownBy(
            () ->
                SmallGraphs.untrained(
                    DataType.FLOAT,
                    InputType.convolutional(2, 5, 2),
                    new ConvReLU.Builder().nOut(2).build()))
        .hasMessageContaining("larger than the padded input");
  }

  @Test
  void refusesWhatItCannotBe() {
    assertThatThrownBy(() -> new ConvReLU.Builder().nOut(2).activation(Activation.RELU).build())
        .hasMessageContaining("no output activation");
    assertThatThrownBy(() -> new ConvReLU.Builder().kernel(0, 3).build())
        .hasMessageContaining("kernel 0×3");
    assertThatThrownBy(() -> new ConvReLU.Builder().stride(1, 0).build())
        .hasMessageContaining("stride 1×0");
    assertThatThrownBy(() -> new ConvReLU.Builder().padding(-1, 0).build())
        .hasMessageContaining("padding -1×0");
    assertThatThrownBy(() -> new ConvReLU.Builder().thresholdL2(-1))
        .hasMessageContaining("threshold L2 is -1.0");
    assertThatThrownBy(() -> new ConvReLU.Builder().thresholdDeviation(Double.NaN))
        .hasMessageContaining("threshold deviation is NaN");
  }

  @Test
  void skipsTheInputGradientWhereNobodyAsks() {
    InputType input = InputType.convolutional(6, 6, 2);
    for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
      ComputationGraph with =
          SmallGraphs.untrained(type, input, new ConvReLU.Builder().nOut(3).build());
      ComputationGraph without =
          SmallGraphs.untrained(
              type,
              input,
              new ConvReLU.Builder().nOut(3).inputGradient(InputGradient.SKIPPED).build());
      for (ComputationGraph graph : List.of(with, without)) {
        graph.setInputs(SmallGraphs.gaussian(type, 2, 4, 2, 6, 6));
        graph.setLabels(SmallGraphs.labels(type, 4));
        graph.computeGradientAndScore();
      }
      assertThat(without.gradient().gradient()).isEqualTo(with.gradient().gradient());
    }
  }

  private static void set(ComputationGraph graph, String name, double... values) {
    INDArray parameter = graph.getParam("l0_" + name);
    parameter.assign(array(parameter.dataType(), values, parameter.shape()));
  }

  private static INDArray array(DataType type, double[] values, long... shape) {
    return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
  }

  private static double[] doubles(INDArray array) {
    return array.dup('c').reshape(array.length()).toDoubleVector();
  }

  private static void assertClose(
      String what, INDArray actual, double[] expected, double tolerance) {
    assertThat(doubles(actual)).as(what).containsExactly(expected, within(tolerance));
  }
}

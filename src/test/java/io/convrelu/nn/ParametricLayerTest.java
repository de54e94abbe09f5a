package io.convrelu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.kernel.ThresholdSharing;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** AdaReLU and PReLU against their formulas, on vectors, sequences and images. */
class ParametricLayerTest {

  private static final List<DataType> TYPES = List.of(DataType.DOUBLE, DataType.FLOAT);

  private record Input(InputType type, long[] shape) {
    long size() {
      return Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
    }
  }

  private static List<Input> inputs() {
    return List.of(
        new Input(InputType.feedForward(6), new long[] {5, 6}),
        new Input(InputType.recurrent(4, 7), new long[] {5, 4, 7}),
        new Input(InputType.convolutional(6, 7, 3), new long[] {5, 3, 6, 7}));
  }

  @Test
  void adaReluIsTheMaximumWithASharedThreshold() {
    for (DataType type : TYPES) {
      for (Input input : inputs()) {
        for (ThresholdSharing sharing : ThresholdSharing.values()) {
          ComputationGraph graph =
              SmallGraphs.single(
                  type,
                  input.type(),
                  new AdaReLU.Builder()
                      .sharing(sharing)
                      .thresholdInit(ThresholdInit.RANDOM)
                      .thresholdDeviation(0.6)
                      .build());
          long perChannel = input.size() / input.shape()[1];
          LongUnaryOperator group =
              switch (sharing) {
                case LAYER -> i -> 0;
                case CHANNEL -> i -> i % input.size() / perChannel;
                case UNIT -> i -> i % input.size();
              };
          assertFollows(
              graph,
              type,
              input,
              "theta",
              group,
              (x, p) -> new double[] {Math.max(x, p), x > p ? 1 : 0, x > p ? 0 : 1});
        }
      }
    }
  }

  @Test
  void preluHasOneSlopeForTheLayer() {
    for (DataType type : TYPES) {
      for (Input input : inputs()) {
        ComputationGraph graph =
            SmallGraphs.single(
                type, input.type(), new LayerPReLU.Builder().initialSlope(0.3).build());
        assertThat(graph.getParam("l0_slope").toDoubleVector())
            .containsExactly(new double[] {0.3}, within(1e-7));
        assertFollows(
            graph,
            type,
            input,
            "slope",
            i -> 0,
            (x, p) -> x > 0 ? new double[] {x, 1, 0} : new double[] {p * x, p, x});
      }
    }
  }

  /** Value, slope by input and slope by parameter at x. */
  private interface Formula {
    double[] at(double x, double parameter);
  }

  private static void assertFollows(
      ComputationGraph graph,
      DataType type,
      Input input,
      String name,
      LongUnaryOperator group,
      Formula formula) {
    INDArray x = SmallGraphs.gaussian(type, 21, input.shape());
    INDArray dy = SmallGraphs.gaussian(type, 22, input.shape());
    INDArray parameters = graph.getParam("l0_" + name);
    double[] expectedGradient = new double[(int) parameters.length()];
    LayerRun run = LayerRun.of(graph, x, dy);
    assertThat(run.output().shape()).containsExactly(input.shape());
    INDArray flatX = x.reshape(x.length());
    INDArray flatDy = dy.reshape(x.length());
    INDArray flatY = run.output().reshape(x.length());
    INDArray flatDx = run.inputGradient().reshape(x.length());
    for (long i = 0; i < x.length(); i++) {
      int g = (int) group.applyAsLong(i);
      double[] expected = formula.at(flatX.getDouble(i), parameters.getDouble(g));
      assertThat(flatY.getDouble(i)).isCloseTo(expected[0], within(1e-6));
      assertThat(flatDx.getDouble(i)).isCloseTo(flatDy.getDouble(i) * expected[1], within(1e-6));
      expectedGradient[g] += flatDy.getDouble(i) * expected[2];
    }
    assertThat(run.gradients().get(name).toDoubleVector())
        .containsExactly(expectedGradient, within(1e-4));
  }

  @Test
  void adaReluGivesTiesToTheThreshold() {
    ComputationGraph graph =
        SmallGraphs.single(DataType.FLOAT, InputType.feedForward(3), new AdaReLU.Builder().build());
    INDArray x = Nd4j.createFromArray(new float[][] {{0, 1, -1}});
    LayerRun run = LayerRun.of(graph, x, Nd4j.createFromArray(new float[][] {{5, 6, 7}}));
    assertThat(run.inputGradient().toFloatVector()).containsExactly(0, 6, 0);
    assertThat(run.gradients().get("theta").toFloatVector()).containsExactly(5, 0, 7);
  }

  @Test
  void refuseNonFiniteInputByLayerName() {
    for (DataType type : TYPES) {
      for (ParametricLayer layer :
          List.of(new AdaReLU.Builder().build(), new LayerPReLU.Builder().build())) {
        ComputationGraph graph = SmallGraphs.single(type, InputType.feedForward(3), layer);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
          INDArray x = Nd4j.zeros(type, 2, 3).putScalar(1, 2, bad);
          assertThatThrownBy(() -> graph.output(x))
              .isInstanceOf(NonFiniteInputException.class)
              .hasMessageContaining("'l0'");
        }
      }
    }
  }

  @Test
  void slopesAreNotDecayedAndThresholdsHaveTheirOwnL2() {
    InputType input = InputType.feedForward(4);
    DataSet data =
        new DataSet(
            SmallGraphs.gaussian(DataType.DOUBLE, 1, 3, 4), SmallGraphs.labels(DataType.DOUBLE, 3));
    ComputationGraph[] graphs = new ComputationGraph[2];
    for (int i = 0; i < 2; i++) {
      graphs[i] =
          SmallGraphs.of(
              DataType.DOUBLE,
              i * 0.2,
              input,
              new Sgd(1.0),
              new AdaReLU.Builder()
                  .thresholdInit(ThresholdInit.GLOROT)
                  .thresholdL2(i * 0.5)
                  .build(),
              new LayerPReLU.Builder().build());
    }
    INDArray start = graphs[0].getParam("l0_theta").dup();
    graphs[0].fit(data);
    graphs[1].fit(data);
    assertThat(graphs[1].getParam("l1_slope")).isEqualTo(graphs[0].getParam("l1_slope"));
    INDArray expected = graphs[0].getParam("l0_theta").sub(start.mul(0.5));
    assertThat(graphs[1].getParam("l0_theta").sub(expected).amaxNumber().doubleValue())
        .isLessThan(1e-9);
  }

  @Test
  void adaReluByUnitNeedsToKnowItsInput() {
    assertThatThrownBy(
            () ->
                SmallGraphs.single(
                    DataType.FLOAT,
                    InputType.recurrent(4),
                    new AdaReLU.Builder().sharing(ThresholdSharing.UNIT).build()))
        .hasMessageContaining("AdaReLU 'l0'")
        .hasMessageContaining("input types");
  }

  @Test
  void adaReluNamesItselfWhenTheInputDoesNotFit() {
    ComputationGraph graph =
        SmallGraphs.single(
            DataType.FLOAT, InputType.convolutional(4, 4, 3), new AdaReLU.Builder().build());
    assertThatThrownBy(() -> graph.output(Nd4j.zeros(DataType.FLOAT, 2, 5, 4, 4)))
        .hasMessageContaining("AdaReLU 'l0'")
        .hasMessageContaining("[2, 5, 4, 4]");
  }
}

package io.convrelu.nn;

import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.testing.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Trains a small densely connected network with ConvReLU, in this JVM or in one of its own, which
 * prints its loss and its memory.
 */
final class FusedSteps {

  static final String LOSS = "loss ";
  static final String GROWTH = "growth ";

  private static final int SIZE = 8;
  private static final int CLASSES = 3;

  private FusedSteps() {}

  /**
   * Steps to train, and after how many of them memory is measured first.
   *
   * @param arguments both numbers
   */
  public static void main(String[] arguments) throws IOException {
    int steps = Integer.parseInt(arguments[0]);
    int first = Integer.parseInt(arguments[1]);
    ComputationGraph graph = graph();
    train(graph, 0, first);
    long before = residentKilobytes();
    train(graph, first, steps);
    System.out.println(LOSS + graph.score());
    System.out.println(GROWTH + (residentKilobytes() - before));
  }

  static ComputationGraph graph() {
    Nonlinearity first = Kind.CONV_RELU.of(0);
    ComputationGraph graph =
        new ComputationGraph(StageNets.dense(DataType.FLOAT, new Nesterovs(0.05, 0.9), first));
    graph.init();
    return graph;
  }

  /** Batches change their size from step to step, and every tenth is evaluated. */
  static void train(ComputationGraph graph, int from, int to) {
    List<DataSet> batches = IntStream.range(0, 13).mapToObj(i -> batch(8 + i * 7 % 13, i)).toList();
    for (int i = from; i < to; i++) {
      DataSet batch = batches.get(i % batches.size());
      graph.fit(batch);
      if (i % 10 == 0) {
        graph.outputSingle(batch.getFeatures()).close();
      }
    }
  }

  private static DataSet batch(int size, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    INDArray x = Nd4j.create(DataType.FLOAT, size, 3, SIZE, SIZE);
    INDArray y = Nd4j.zeros(DataType.FLOAT, size, CLASSES);
    for (int i = 0; i < size; i++) {
      int label = i % CLASSES;
      y.putScalar(i, label, 1);
      double[] values = random.doubles(3 * SIZE * SIZE, label - 2.0, label + 1.0).toArray();
      x.slice(i).assign(Nd4j.create(values).reshape(3, SIZE, SIZE));
    }
    return new DataSet(x, y);
  }

  private static long residentKilobytes() throws IOException {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    String status = Files.readString(Path.of("/proc/self/status"), StandardCharsets.US_ASCII);
    String line = status.lines().filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }
}

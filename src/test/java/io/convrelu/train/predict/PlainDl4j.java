package io.convrelu.train.predict;

import java.io.File;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A program that knows DL4J alone: loads a model file, reads an array, writes the output. */
final class PlainDl4j {

  private PlainDl4j() {}

  public static void main(String[] args) throws Exception {
    for (String absent : new String[] {"org.apache.spark.SparkContext", "scala.Option"}) {
      try {
        Class.forName(absent);
        throw new IllegalStateException(absent + " is on the class path");
      } catch (ClassNotFoundException e) {
        System.out.println("no Spark here");
      }
    }
    ComputationGraph network = ComputationGraph.load(new File(args[0]), false);
    INDArray output = network.outputSingle(false, Nd4j.readBinary(new File(args[1])));
    Nd4j.saveBinary(output, new File(args[2]));
    ComputationGraph withUpdater = ModelSerializer.restoreComputationGraph(new File(args[0]), true);
    INDArray state = withUpdater.getUpdater().getStateViewArray();
    System.out.println(
        state == null || state.amaxNumber().doubleValue() == 0 ? "no updater state" : "a state");
  }
}

package io.convrelu.bench.ours;

import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.UpdateRule;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** densenet-cifar with ReLU, from DL4J's own layers alone. */
final class StockDenseNet {

  private static final List<Integer> BLOCKS = List.of(6, 12, 24, 16);
  private static final int STEM = 24;
  private static final int GROWTH = 12;

  private final ExampleShape shape;
  private final GraphBuilder graph;
  private int layers;

  StockDenseNet(ExampleShape shape, UpdateRule rule) {
    this.shape = shape;
    this.graph =
        new NeuralNetConfiguration.Builder()
            .seed(rule.seed())
            .updater(rule.updater())
            .l2(rule.weightDecay())
            .weightInit(WeightInit.RELU)
            .activation(Activation.IDENTITY)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(
                InputType.convolutional(shape.height(), shape.width(), shape.channels()));
  }

  ComputationGraphConfiguration configuration() {
    String x = convolution("input", 3, STEM);
    int channels = STEM;
    for (int block = 0; block < BLOCKS.size(); block++) {
      for (int layer = 0; layer < BLOCKS.get(block); layer++) {
        String squeezed = convolution(normalized(x), 1, 4 * GROWTH);
        String added = convolution(normalized(squeezed), 3, GROWTH);
        String joined = "layer-" + ++layers;
        graph.addVertex(joined, new MergeVertex(), x, added);
        x = joined;
        channels += GROWTH;
      }
      if (block < BLOCKS.size() - 1) {
        channels /= 2;
        x = add(averagePool(), convolution(normalized(x), 1, channels));
      }
    }
    x = add(new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), normalized(x));
    graph.addLayer("output", classifier(), x);
    return graph.setOutputs("output").build();
  }

  private String normalized(String input) {
    String x = add(new BatchNormalization.Builder().build(), input);
    return add(new ActivationLayer.Builder().activation(Activation.RELU).build(), x);
  }

  private String convolution(String input, int kernel, int outputs) {
    return add(
        new ConvolutionLayer.Builder(kernel, kernel)
            .convolutionMode(ConvolutionMode.Same)
            .hasBias(false)
            .nOut(outputs)
            .build(),
        input);
  }

  private static Layer averagePool() {
    return new SubsamplingLayer.Builder(PoolingType.AVG).kernelSize(2, 2).stride(2, 2).build();
  }

  private Layer classifier() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nOut(shape.classes())
        .build();
  }

  private String add(Layer layer, String input) {
    String name = "layer-" + ++layers;
    graph.addLayer(name, layer, input);
    return name;
  }
}

package io.convrelu.train;

import io.convrelu.data.CharAlphabet;
import io.convrelu.kernel.fused.TextStages.Behind;
import io.convrelu.nn.ConvReLU;
import io.convrelu.nn.fused.StageActivation;
import io.convrelu.nn.fused.TextConvolution;
import io.convrelu.nn.fused.TextTrunk;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Small networks whose loss is a mean over examples, each of which counts for itself: no batch
 * normalization, no dropout. With weight decay.
 */
final class MeanLossNetworks {

  private static final int CLASSES = 4;

  private MeanLossNetworks() {}

  /** A convolution and a ConvReLU on 32×32 images in colour. */
  static ComputationGraphConfiguration images(IUpdater updater) {
    GraphBuilder graph =
        graph(updater)
            .setInputTypes(InputType.convolutional(32, 32, 3))
            .addLayer("conv", new ConvolutionLayer.Builder(3, 3).stride(4, 4).nOut(4).build(), "in")
            .addLayer(
                "conv-relu",
                new ConvReLU.Builder().kernel(3, 3).stride(2, 2).nOut(6).build(),
                "conv");
    return classified(graph, "conv-relu");
  }

  /** A fused stage of two convolutions, the second with trained thresholds, on texts. */
  static ComputationGraphConfiguration texts(IUpdater updater, int length) {
    TextTrunk trunk =
        new TextTrunk.Builder()
            .features(8)
            .convolution(
                new TextConvolution(
                    StageActivation.of(io.convrelu.kernel.Activation.IDENTITY),
                    7,
                    Behind.MAXIMA_OF_THREE,
                    new WeightInitRelu()))
            .convolution(
                new TextConvolution(
                    StageActivation.of(io.convrelu.kernel.Activation.CONV_RELU),
                    3,
                    Behind.MAXIMA_OF_THREE,
                    new WeightInitRelu()))
            .build();
    return classified(
        graph(updater)
            .setInputTypes(InputType.convolutional(1, length, CharAlphabet.SIZE))
            .addLayer("text", trunk, "in"),
        "text");
  }

  private static GraphBuilder graph(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .activation(Activation.IDENTITY)
        .weightInit(new WeightInitRelu())
        .updater(updater)
        .l2(1e-3)
        .graphBuilder()
        .addInputs("in");
  }

  private static ComputationGraphConfiguration classified(GraphBuilder graph, String features) {
    return graph
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(CLASSES)
                .build(),
            features)
        .setOutputs("output")
        .build();
  }
}

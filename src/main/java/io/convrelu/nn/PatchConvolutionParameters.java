package io.convrelu.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** W {@code [D, C, k_h, k_w]}, theta {@code [C, k_h, k_w]} and b {@code [D]}, where there are. */
final class PatchConvolutionParameters extends NamedParameters {

  static final PatchConvolutionParameters INSTANCE = new PatchConvolutionParameters();

  private PatchConvolutionParameters() {}

  @Override
  Map<String, long[]> shapes(Layer layer) {
    PatchConvolution conf = (PatchConvolution) layer;
    long height = conf.getKernelHeight();
    long width = conf.getKernelWidth();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(WEIGHTS, new long[] {conf.getNOut(), conf.getNIn(), height, width});
    if (conf.trainsThresholds()) {
      shapes.put(THRESHOLDS, new long[] {conf.getNIn(), height, width});
    }
    if (conf.isHasBias()) {
      shapes.put(BIAS, new long[] {conf.getNOut()});
    }
    return shapes;
  }

  @Override
  void fill(Layer layer, String name, INDArray view) {
    PatchConvolution conf = (PatchConvolution) layer;
    switch (name) {
      case WEIGHTS -> fillWeights(conf, view);
      case THRESHOLDS -> conf.fillThresholds(view);
      case BIAS -> view.assign(conf.getBiasInit());
      default -> throw new IllegalArgumentException("no parameter " + name);
    }
  }

  /**
   * Fans are those of DL4J's own convolution layer, so that the same weight init means the same.
   */
  private static void fillWeights(PatchConvolution conf, INDArray view) {
    double positions = (double) conf.getKernelHeight() * conf.getKernelWidth();
    double fanIn = conf.getNIn() * positions;
    double fanOut =
        conf.getNOut() * positions / ((double) conf.getStrideHeight() * conf.getStrideWidth());
    INDArray drawn =
        conf.getWeightInitFn()
            .init(fanIn, fanOut, view.shape(), 'c', view.dup('c').reshape(view.length()));
    view.assign(drawn);
  }
}

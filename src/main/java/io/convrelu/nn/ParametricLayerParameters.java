package io.convrelu.nn;

import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The one parameter array of a {@link ParametricLayer}, {@code [groups]}. */
final class ParametricLayerParameters extends NamedParameters {

  static final ParametricLayerParameters INSTANCE = new ParametricLayerParameters();

  private ParametricLayerParameters() {}

  @Override
  Map<String, long[]> shapes(Layer layer) {
    ParametricLayer conf = (ParametricLayer) layer;
    return Map.of(conf.parameterName(), new long[] {conf.groups()});
  }

  @Override
  void fill(Layer layer, String name, INDArray view) {
    ((ParametricLayer) layer).fill(view);
  }
}

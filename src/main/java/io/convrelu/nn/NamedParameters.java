package io.convrelu.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters of one layer as row-major views into a flat array, in the order that {@link #shapes}
 * gives them. Only W counts as a weight and only b as a bias in DL4J's sense; thresholds and slopes
 * are neither, so that a bias updater and weight noise leave them alone.
 */
abstract class NamedParameters implements ParamInitializer {

  static final String WEIGHTS = "W";
  static final String THRESHOLDS = "theta";
  static final String BIAS = "b";
  static final String SLOPE = "slope";

  /** Name and shape of each parameter, in order. */
  abstract Map<String, long[]> shapes(Layer layer);

  /** Gives one parameter its first values. */
  abstract void fill(Layer layer, String name, INDArray view);

  @Override
  public final long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public final long numParams(Layer layer) {
    return shapes(layer).values().stream().mapToLong(NamedParameters::size).sum();
  }

  @Override
  public final List<String> paramKeys(Layer layer) {
    return List.copyOf(shapes(layer).keySet());
  }

  @Override
  public final List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(WEIGHTS::equals).toList();
  }

  @Override
  public final List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(BIAS::equals).toList();
  }

  @Override
  public final boolean isWeightParam(Layer layer, String key) {
    return WEIGHTS.equals(key);
  }

  @Override
  public final boolean isBiasParam(Layer layer, String key) {
    return BIAS.equals(key);
  }

  @Override
  public final Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    Map<String, INDArray> views = split(conf.getLayer(), paramsView);
    views.forEach(
        (name, view) -> {
          if (initializeParams) {
            fill(conf.getLayer(), name, view);
          }
          conf.addVariable(name);
        });
    return views;
  }

  @Override
  public final Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return split(conf.getLayer(), gradientView);
  }

  private Map<String, INDArray> split(Layer layer, INDArray flat) {
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, long[]> entry : shapes(layer).entrySet()) {
      long end = offset + size(entry.getValue());
      views.put(
          entry.getKey(),
          vector.get(NDArrayIndex.interval(offset, end)).reshape('c', entry.getValue()));
      offset = end;
    }
    return views;
  }

  private static long size(long[] shape) {
    long size = 1;
    for (long dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }
}

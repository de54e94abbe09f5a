package io.convrelu.nn.fused;

import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.fused.UnitPlan;
import io.convrelu.nn.ThresholdInitializer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parameters of a {@link FusedLayer} as row-major views into a flat array. */
final class StageParameters implements ParamInitializer {

  static final StageParameters INSTANCE = new StageParameters();

  private StageParameters() {}

  private static List<Parameter> of(Layer layer) {
    return ((FusedLayer) layer).parameters().parameters();
  }

  /** The parameter of this name. */
  static Parameter find(FusedLayer layer, String name) {
    return layer
        .parameters()
        .find(name)
        .orElseThrow(
            () -> new IllegalArgumentException(layer.describe() + " has no parameter " + name));
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return ((FusedLayer) layer).parameters().size();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return of(layer).stream().map(Parameter::name).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(name -> isWeightParam(layer, name)).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(name -> isBiasParam(layer, name)).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String name) {
    return find((FusedLayer) layer, name).role() == Role.WEIGHTS;
  }

  @Override
  public boolean isBiasParam(Layer layer, String name) {
    return find((FusedLayer) layer, name).role() == Role.BIAS;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    FusedLayer layer = (FusedLayer) conf.getLayer();
    Map<String, INDArray> views = split(layer, paramsView);
    for (Parameter parameter : of(layer)) {
      if (initializeParams) {
        fill(layer, parameter, views.get(parameter.name()));
      }
      conf.addVariable(parameter.name());
    }
    return views;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return split((FusedLayer) conf.getLayer(), gradientView);
  }

  private static Map<String, INDArray> split(FusedLayer layer, INDArray flat) {
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    for (Parameter parameter : of(layer)) {
      long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
      long end = (long) parameter.offset() + parameter.size();
      views.put(
          parameter.name(),
          vector.get(NDArrayIndex.interval(parameter.offset(), end)).reshape('c', shape));
    }
    return views;
  }

  private static void fill(FusedLayer layer, Parameter parameter, INDArray view) {
    switch (parameter.role()) {
      case GAMMA, RUNNING_VARIANCE -> view.assign(1);
      case BETA, RUNNING_MEAN -> view.assign(0);
      case SLOPE -> view.assign(layer.activationOf(parameter).getSlope());
      case THRESHOLD -> {
        UnitPlan unit = layer.plan().units().get(parameter.unit());
        int in = unit.input().channels();
        // An AdaReLU makes as many channels as it reads, whatever stands behind it.
        int out =
            switch (unit.nonlinearity().activation().parameter()) {
              case TIED_THRESHOLD -> unit.convolution().map(ConvSpec::outputs).orElse(in);
              case NONE, FIXED_SLOPE, TRAINED_SLOPE, THRESHOLD -> in;
            };
        ThresholdInitializer.fill(view, layer.activationOf(parameter).getThresholds(), in, out);
      }
      case WEIGHTS -> fillWeights(layer, parameter, view);
      case BIAS -> view.assign(layer.getBiasInit());
    }
  }

  /** Fans are those of DL4J's own convolution layer, so that the same init means the same. */
  private static void fillWeights(FusedLayer layer, Parameter parameter, INDArray view) {
    List<Integer> shape = parameter.shape();
    int stride = layer.plan().units().get(parameter.unit()).convolution().orElseThrow().stride();
    double positions = (double) shape.get(2) * shape.get(3);
    double fanIn = shape.get(1) * positions;
    double fanOut = shape.get(0) * positions / ((double) stride * stride);
    INDArray drawn =
        layer
            .weightInitOf(parameter)
            .init(fanIn, fanOut, view.shape(), 'c', view.dup('c').reshape(view.length()));
    view.assign(drawn);
  }
}

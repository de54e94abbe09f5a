package io.convrelu.nn;

import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parameters of a {@link StageLayer} as row-major views into a flat array. */
final class StageParameters implements ParamInitializer {

  static final StageParameters INSTANCE = new StageParameters();

  private StageParameters() {}

  private static List<Parameter> of(Layer layer) {
    return ((StageLayer) layer).parameters().parameters();
  }

  /** The parameter of this name. */
  static Parameter find(StageLayer layer, String name) {
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
    return ((StageLayer) layer).parameters().size();
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
    return find((StageLayer) layer, name).role() == Role.WEIGHTS;
  }

  @Override
  public boolean isBiasParam(Layer layer, String name) {
    return find((StageLayer) layer, name).role() == Role.BIAS;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    StageLayer layer = (StageLayer) conf.getLayer();
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
    return split((StageLayer) conf.getLayer(), gradientView);
  }

  private static Map<String, INDArray> split(StageLayer layer, INDArray flat) {
    Map<String, INDArray> views = new LinkedHashMap<>();
    if (layer.parameters().size() == 0) {
      // DL4J has no array for a layer without parameters.
      return views;
    }
    INDArray vector = flat.reshape(flat.length());
    for (Parameter parameter : of(layer)) {
      long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
      long end = (long) parameter.offset() + parameter.size();
      views.put(
          parameter.name(),
          vector.get(NDArrayIndex.interval(parameter.offset(), end)).reshape('c', shape));
    }
    return views;
  }

  private static void fill(StageLayer layer, Parameter parameter, INDArray view) {
    switch (parameter.role()) {
      case GAMMA, RUNNING_VARIANCE -> view.assign(1);
      case BETA, RUNNING_MEAN, BIAS -> view.assign(0);
      case SLOPE -> view.assign(layer.start().slope());
      case THRESHOLD -> fillThresholds(layer, parameter, view.reshape(view.length()));
      case WEIGHTS -> fillWeights(layer, parameter, view);
    }
  }

  /**
   * From ND4J's random generator, which a network seeds when it is initialized: the same seed gives
   * the same thresholds. Glorot's are uniform on [−a, a] with a = √(6 / (n_in + n_out)), so that
   * the variance is 2 / (n_in + n_out); the paper's n_in and n_out are numbers of channels, kernel
   * positions are not counted, and an AdaReLU has as many outputs as inputs.
   */
  private static void fillThresholds(StageLayer layer, Parameter parameter, INDArray view) {
    UnitPlan unit = layer.plan().units().get(parameter.unit());
    int in = unit.input().channels();
    int out =
        switch (unit.nonlinearity().activation().parameter()) {
          case TIED_THRESHOLD -> unit.convolution().map(ConvSpec::outputs).orElse(in);
          case NONE, FIXED_SLOPE, TRAINED_SLOPE, THRESHOLD -> in;
        };
    double limit = Math.sqrt(6.0 / (in + out));
    Random random = Nd4j.getRandom();
    for (long i = 0; i < view.length(); i++) {
      view.putScalar(
          i,
          switch (layer.start().thresholdInit()) {
            case ZERO -> 0;
            case RANDOM -> layer.start().thresholdDeviation() * random.nextGaussian();
            case GLOROT -> limit * (2 * random.nextDouble() - 1);
          });
    }
  }

  private static void fillWeights(StageLayer layer, Parameter parameter, INDArray view) {
    String unit = layer.plan().units().get(parameter.unit()).name();
    double fanIn = (double) parameter.size() / parameter.shape().get(0);
    double deviation = layer.start().weightDeviations().getOrDefault(unit, Math.sqrt(2.0 / fanIn));
    view.assign(Nd4j.randn(view.dataType(), view.shape()).muli(deviation));
  }
}

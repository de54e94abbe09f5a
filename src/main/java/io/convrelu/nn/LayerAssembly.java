package io.convrelu.nn;

import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** What every layer of ours does the same way when a network is put together. */
final class LayerAssembly {

  private LayerAssembly() {}

  /** Gives a fresh layer its place, its listeners and its views into the network's parameters. */
  static <L extends BaseLayer<?>> L assemble(
      L layer,
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray paramsView,
      boolean initializeParams) {
    layer.setListeners(listeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(paramsView);
    layer.setParamTable(conf.getLayer().initializer().init(conf, paramsView, initializeParams));
    layer.setConf(conf);
    return layer;
  }

  /** Parameters and updater state; scratch memory is of fixed size and not counted. */
  static LayerMemoryReport memoryReport(
      Layer conf, InputType input, InputType output, IUpdater updater) {
    long parameters = conf.initializer().numParams(conf);
    long updaterState = updater == null ? 0 : updater.stateSize(parameters);
    return new LayerMemoryReport.Builder(conf.getLayerName(), conf.getClass(), input, output)
        .standardMemory(parameters, updaterState)
        .workingMemory(0, 0, MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }
}

package io.convrelu.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** gamma, beta, mean and var {@code [C]} of a {@link ChannelBatchNorm}. */
final class ChannelBatchNormParameters extends NamedParameters {

  static final ChannelBatchNormParameters INSTANCE = new ChannelBatchNormParameters();

  private ChannelBatchNormParameters() {}

  @Override
  Map<String, long[]> shapes(Layer layer) {
    long[] shape = {((ChannelBatchNorm) layer).getNOut()};
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(ChannelBatchNorm.GAMMA, shape);
    shapes.put(ChannelBatchNorm.BETA, shape);
    shapes.put(ChannelBatchNorm.RUNNING_MEAN, shape);
    shapes.put(ChannelBatchNorm.RUNNING_VARIANCE, shape);
    return shapes;
  }

  @Override
  void fill(Layer layer, String name, INDArray view) {
    boolean one =
        name.equals(ChannelBatchNorm.GAMMA) || name.equals(ChannelBatchNorm.RUNNING_VARIANCE);
    view.assign(one ? 1 : 0);
  }
}

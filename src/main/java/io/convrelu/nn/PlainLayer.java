package io.convrelu.nn;

import io.convrelu.kernel.NonFiniteValueException;
import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the running layers of ours share.
 *
 * @param <C> configuration of the layer
 */
abstract class PlainLayer<C extends org.deeplearning4j.nn.conf.layers.BaseLayer>
    extends BaseLayer<C> {

  private static final long serialVersionUID = 1L;

  PlainLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    if (dataType != DataType.FLOAT && dataType != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          describe() + " computes in FLOAT or DOUBLE, not in " + dataType);
    }
  }

  /** The layer as shown to the user. */
  final String describe() {
    return layerConf().getClass().getSimpleName() + " '" + layerConf().getLayerName() + "'";
  }

  final NonFiniteInputException nonFinite(NonFiniteValueException cause) {
    return new NonFiniteInputException(
        String.valueOf(layerConf().getLayerName()), describe(), cause);
  }

  final DL4JInvalidInputException unsupported(INDArray array, String expected) {
    return new DL4JInvalidInputException(
        describe() + " reads " + expected + ", not " + Arrays.toString(array.shape()));
  }

  /**
   * Parameters are row-major views one after the other, so the flat array can be taken as it is.
   */
  @Override
  public void setParams(INDArray flat) {
    if (flat == paramsFlattened) {
      return;
    }
    if (flat.length() != numParams()) {
      throw new IllegalArgumentException(
          describe() + " has " + numParams() + " parameters, not " + flat.length());
    }
    paramsFlattened.assign(flat.reshape(paramsFlattened.shape()));
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    if (mask != null) {
      throw new UnsupportedOperationException(describe() + " does not work with masks");
    }
    return super.feedForwardMaskArray(mask, state, minibatchSize);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}

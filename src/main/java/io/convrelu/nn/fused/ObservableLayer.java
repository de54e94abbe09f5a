package io.convrelu.nn.fused;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A running layer that has several activations inside. */
public interface ObservableLayer {

  /**
   * Predicts, and shows what every activation reads; the layer stays as it is.
   *
   * @param input {@code [N, C, H, W]}
   */
  void observe(INDArray input, ActivationObserver observer);
}

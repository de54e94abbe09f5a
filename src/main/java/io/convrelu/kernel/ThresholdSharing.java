package io.convrelu.kernel;

/** Which inputs of an AdaReLU share a threshold (paper, section "Adaptive ReLU"). */
public enum ThresholdSharing {
  LAYER,
  CHANNEL,
  UNIT
}

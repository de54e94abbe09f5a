package io.convrelu.zoo;

/** Architectures, without their activation choice. */
public enum NetworkName {
  CNN_SMALL,
  DENSENET_40,
  DENSENET_CIFAR,
  VGG_16,
  RESNET_18,
  RESNET_9,
  WIDE_RESNET,
  CHAR_CNN_SMALL,
  CHAR_CNN_LARGE;

  /** Whether it reads one-hot characters instead of images. */
  public boolean readsText() {
    return this == CHAR_CNN_SMALL || this == CHAR_CNN_LARGE;
  }
}

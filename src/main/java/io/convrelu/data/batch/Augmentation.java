package io.convrelu.data.batch;

/** What is done to a training image each time it is seen. */
public enum Augmentation {
  /** Normalization only. */
  NONE,
  /**
   * The standard recipe (He et al. 2016, Huang et al. 2017): pad by 4, crop at random to the
   * original size, flip left to right with probability one half, normalize.
   */
  PAD_CROP_FLIP
}

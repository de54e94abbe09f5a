package io.convrelu.data;

/** A part of a data set; the Parquet partition {@code split=train} and so on. */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST
}

package io.convrelu.data.prepare;

/** What to do when the output holds a data set already. */
public enum ExistingOutput {
  REFUSE,
  REPLACE
}

package io.convrelu.data;

/** What the examples of a data set are. */
public enum ExampleKind {
  IMAGE,
  TEXT
}

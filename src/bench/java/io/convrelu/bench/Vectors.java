package io.convrelu.bench;

/** What a processor computes with, as far as goals tell it apart. */
enum Vectors {
  AVX512,
  AVX2
}

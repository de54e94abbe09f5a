package io.convrelu.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Parameters of a kernel, and the packed forms that its passes read, made when first needed. */
final class TileWeights {

  private final ConvShape shape;
  private final PlaneLayout layout;
  private final float[] weights;
  private final float[] thresholds;
  private final float[] biases;
  private final int[] outputLines;
  private final PackedMatrix forward;
  private final List<PackedMatrix> backward = new ArrayList<>();
  private final List<int[]> backwardOffsets = new ArrayList<>();
  private PackedMatrix transposed = new PackedMatrix(0, 0);
  private boolean uniform;
  private boolean forwardFresh;
  private boolean transposedFresh;
  private boolean backwardFresh;

  TileWeights(ConvShape shape, PlaneLayout layout) {
    this.shape = shape;
    this.layout = layout;
    this.weights = new float[shape.outChannels() * shape.patchSize()];
    this.thresholds = new float[shape.patchSize()];
    this.biases = new float[shape.outChannels()];
    this.forward = new PackedMatrix(shape.outChannels(), shape.patchSize());
    this.outputLines = new int[shape.outChannels()];
    for (int d = 0; d < outputLines.length; d++) {
      outputLines[d] = d * layout.outputStride();
    }
  }

  void load(float[] w, float[] threshold, float[] bias) {
    System.arraycopy(w, 0, weights, 0, weights.length);
    System.arraycopy(threshold, 0, thresholds, 0, thresholds.length);
    if (bias.length > 0) {
      System.arraycopy(bias, 0, biases, 0, biases.length);
    } else {
      Arrays.fill(biases, 0);
    }
    uniform = thresholds[0] <= 0;
    for (float value : thresholds) {
      uniform &= value == thresholds[0];
    }
    forwardFresh = false;
    transposedFresh = false;
    backwardFresh = false;
  }

  /** Whether one threshold of at most 0 holds for every patch entry. */
  boolean isUniform() {
    return uniform;
  }

  /** That threshold. */
  float uniform() {
    return thresholds[0];
  }

  float[] thresholds() {
    return thresholds;
  }

  float bias(int channel) {
    return biases[channel];
  }

  /** Where the lines of an output tile start. */
  int[] outputLines() {
    return outputLines;
  }

  /** W as {@code [D, K]}. */
  PackedMatrix forward() {
    if (!forwardFresh) {
      for (int d = 0; d < shape.outChannels(); d++) {
        for (int k = 0; k < shape.patchSize(); k++) {
          forward.set(d, k, weights[d * shape.patchSize() + k]);
        }
      }
      forwardFresh = true;
    }
    return forward;
  }

  /** W as {@code [K, D]}. */
  PackedMatrix transposed() {
    if (!transposedFresh) {
      if (transposed.groups() == 0) {
        transposed = new PackedMatrix(shape.patchSize(), shape.outChannels());
      }
      for (int d = 0; d < shape.outChannels(); d++) {
        for (int k = 0; k < shape.patchSize(); k++) {
          transposed.set(k, d, weights[d * shape.patchSize() + k]);
        }
      }
      transposedFresh = true;
    }
    return transposed;
  }

  /** W as {@code [C, D·kernel positions of the phase]}. */
  PackedMatrix backward(int phase) {
    if (!backwardFresh) {
      packBackward();
      backwardFresh = true;
    }
    return backward.get(phase);
  }

  /** Where the lines lie that {@link #backward} of the phase is multiplied with. */
  int[] backwardOffsets(int phase) {
    return backwardOffsets.get(phase);
  }

  private void packBackward() {
    int positions = shape.kernelHeight() * shape.kernelWidth();
    for (int phase = 0; phase < layout.phases(); phase++) {
      int wanted = phase;
      int[] taps =
          IntStream.range(0, positions)
              .filter(position -> layout.phaseOf(position) == wanted)
              .toArray();
      int depth = shape.outChannels() * taps.length;
      if (backward.size() <= phase) {
        backward.add(new PackedMatrix(shape.channels(), depth));
        backwardOffsets.add(new int[depth]);
      }
      for (int d = 0; d < shape.outChannels(); d++) {
        for (int t = 0; t < taps.length; t++) {
          int k = d * taps.length + t;
          backwardOffsets.get(phase)[k] = outputLines[d] - layout.shiftOf(taps[t]);
          for (int c = 0; c < shape.channels(); c++) {
            backward
                .get(phase)
                .set(c, k, weights[(d * shape.channels() + c) * positions + taps[t]]);
          }
        }
      }
    }
  }
}

package io.convrelu.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parameters of a kernel, and the packed form of the weights that a pass reads. Only one form is
 * kept at a time, since a pass of a training step reads each once: less memory for large layers.
 */
final class TileWeights {

  private enum Form {
    NONE,
    FORWARD,
    TRANSPOSED,
    BACKWARD
  }

  private final ConvShape shape;
  private final PlaneLayout layout;
  private final int[] outputLines;
  private final List<int[]> phaseTaps = new ArrayList<>();
  private final List<int[]> phaseOffsets = new ArrayList<>();
  private final List<PackedMatrix> packed = new ArrayList<>();
  private float[] storage = {};
  private float[] weights = {};
  private float[] thresholds = {};
  private float[] biases = {};
  private boolean uniform;
  private Form form = Form.NONE;

  TileWeights(ConvShape shape, PlaneLayout layout) {
    this.shape = shape;
    this.layout = layout;
    this.outputLines = new int[shape.outChannels()];
    for (int d = 0; d < outputLines.length; d++) {
      outputLines[d] = d * layout.outputStride();
    }
    for (int phase = 0; phase < layout.phases(); phase++) {
      int wanted = phase;
      int[] taps =
          IntStream.range(0, shape.kernelHeight() * shape.kernelWidth())
              .filter(position -> layout.phaseOf(position) == wanted)
              .toArray();
      int[] offsets = new int[shape.outChannels() * taps.length];
      for (int k = 0; k < offsets.length; k++) {
        offsets[k] = outputLines[k / taps.length] - layout.shiftOf(taps[k % taps.length]);
      }
      phaseTaps.add(taps);
      phaseOffsets.add(offsets);
    }
  }

  void load(float[] w, float[] threshold, float[] bias) {
    weights = w;
    thresholds = threshold;
    biases = bias;
    uniform = threshold[0] <= 0;
    for (int k = 0; k < shape.patchSize(); k++) {
      uniform &= threshold[k] == threshold[0];
    }
    form = Form.NONE;
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
    return biases.length == 0 ? 0 : biases[channel];
  }

  /** Where the lines of an output tile start. */
  int[] outputLines() {
    return outputLines;
  }

  /** W as {@code [D, K]}. */
  PackedMatrix forward() {
    if (form != Form.FORWARD) {
      PackedMatrix matrix = begin(Form.FORWARD, shape.outChannels(), shape.patchSize());
      for (int d = 0; d < shape.outChannels(); d++) {
        for (int k = 0; k < shape.patchSize(); k++) {
          matrix.set(d, k, weights[d * shape.patchSize() + k]);
        }
      }
    }
    return packed.get(0);
  }

  /** W as {@code [K, D]}. */
  PackedMatrix transposed() {
    if (form != Form.TRANSPOSED) {
      PackedMatrix matrix = begin(Form.TRANSPOSED, shape.patchSize(), shape.outChannels());
      for (int d = 0; d < shape.outChannels(); d++) {
        for (int k = 0; k < shape.patchSize(); k++) {
          matrix.set(k, d, weights[d * shape.patchSize() + k]);
        }
      }
    }
    return packed.get(0);
  }

  /** W as {@code [C, D·kernel positions of the phase]}. */
  PackedMatrix backward(int phase) {
    if (form != Form.BACKWARD) {
      int positions = shape.kernelHeight() * shape.kernelWidth();
      reserve(PackedMatrix.size(shape.channels(), shape.outChannels() * positions));
      int offset = 0;
      for (int p = 0; p < layout.phases(); p++) {
        int depth = phaseOffsets.get(p).length;
        PackedMatrix matrix = new PackedMatrix(shape.channels(), depth, storage, offset);
        packBackward(matrix, phaseTaps.get(p), positions);
        packed.add(matrix);
        offset += PackedMatrix.size(shape.channels(), depth);
      }
      form = Form.BACKWARD;
    }
    return packed.get(phase);
  }

  /** Where the lines lie that {@link #backward} of the phase is multiplied with. */
  int[] backwardOffsets(int phase) {
    return phaseOffsets.get(phase);
  }

  private void packBackward(PackedMatrix matrix, int[] taps, int positions) {
    for (int d = 0; d < shape.outChannels(); d++) {
      for (int c = 0; c < shape.channels(); c++) {
        int kernel = (d * shape.channels() + c) * positions;
        for (int t = 0; t < taps.length; t++) {
          matrix.set(c, d * taps.length + t, weights[kernel + taps[t]]);
        }
      }
    }
  }

  private PackedMatrix begin(Form next, int rows, int depth) {
    reserve(PackedMatrix.size(rows, depth));
    PackedMatrix matrix = new PackedMatrix(rows, depth, storage, 0);
    packed.add(matrix);
    form = next;
    return matrix;
  }

  /** Empties the storage, so that missing rows are 0. */
  private void reserve(int size) {
    if (storage.length < size) {
      storage = new float[size];
    } else {
      Arrays.fill(storage, 0, size, 0);
    }
    packed.clear();
  }
}

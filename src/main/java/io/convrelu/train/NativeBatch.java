package io.convrelu.train;

import io.convrelu.data.batch.Batch;
import io.convrelu.data.batch.ExampleTally;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A batch in native memory, where DL4J reads it without another copy. */
final class NativeBatch {

  private final INDArray features;
  private final INDArray labels;
  private final FloatBuffer oneHot;
  private final int classes;
  private final Batch content;

  NativeBatch(BatchShape shape) {
    features = Nd4j.zeros(DataType.FLOAT, shape.features());
    labels = Nd4j.zeros(DataType.FLOAT, shape.labels());
    oneHot = NativeFloats.view(labels);
    classes = shape.classes();
    content = new Batch(shape.encoder(), NativeFloats.view(features));
  }

  /**
   * Puts examples in.
   *
   * @param reading fills the batch that it is given
   */
  void fill(Consumer<Batch> reading) {
    reading.accept(content);
    for (int n = 0; n < content.size(); n++) {
      for (int c = 0; c < classes; c++) {
        oneHot.put(n * classes + c, c == content.label(n) ? 1f : 0f);
      }
    }
  }

  /** Examples, N. */
  int size() {
    return content.size();
  }

  /** Class of example {@code n}. */
  int label(int n) {
    return content.label(n);
  }

  /** How many examples it holds, and which. */
  ExampleTally tally() {
    return content.tally();
  }

  /** Features {@code [N, C, H, W]}, valid until the next fill. */
  INDArray features() {
    return filled(features);
  }

  /** Features and one-hot labels {@code [N, classes]}, valid until the next fill. */
  MultiDataSet data() {
    return new MultiDataSet(features(), filled(labels));
  }

  private INDArray filled(INDArray full) {
    // A part is copied, for layers that take an array's memory to be as long as the array.
    return size() == full.size(0) ? full : full.get(NDArrayIndex.interval(0, size())).dup('c');
  }
}

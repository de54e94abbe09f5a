package io.convrelu.train;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Bulk copies between Java's floats and ND4J's. */
final class NativeFloats {

  private NativeFloats() {}

  /** All numbers of a dense array. */
  static float[] read(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    view(array).get(values);
    return values;
  }

  /** Overwrites all numbers of a dense array. */
  static void write(float[] values, INDArray array) {
    if (values.length != array.length()) {
      throw new IllegalArgumentException(
          values.length + " numbers for an array of " + array.length());
    }
    view(array).put(values);
  }

  /** The array's own memory, which lives as long as the array: keep both. */
  static FloatBuffer view(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException("an array of " + array.dataType() + ", not of FLOAT");
    }
    return new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
  }
}

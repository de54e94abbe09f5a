package io.convrelu.nn;

import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * Bulk copies between ND4J's native memory and Java arrays, which is what vector code runs fastest
 * on. Arrays handed in must be dense and row-major; {@link #dense} makes them so.
 */
public final class NativeArrays {

  private NativeArrays() {}

  /** The array itself, or a row-major copy of a view, of another order or of another type. */
  public static INDArray dense(INDArray array, DataType type) {
    INDArray typed = array.dataType() == type ? array : array.castTo(type);
    boolean rowMajor = typed.ordering() == 'c' && Shape.hasDefaultStridesForShape(typed);
    return rowMajor ? typed : typed.dup('c');
  }

  /** The whole array. */
  public static double[] readDoubles(INDArray array) {
    double[] values = new double[Math.toIntExact(array.length())];
    new DoublePointer(array.data().addressPointer())
        .capacity(values.length)
        .asBuffer()
        .get(values, 0, values.length);
    return values;
  }

  /** Overwrites the whole array. */
  public static void writeDoubles(double[] values, INDArray array) {
    new DoublePointer(array.data().addressPointer())
        .capacity(values.length)
        .asBuffer()
        .put(values, 0, values.length);
  }
}

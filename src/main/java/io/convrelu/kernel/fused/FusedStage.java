package io.convrelu.kernel.fused;

import java.nio.FloatBuffer;

/**
 * A stage that runs in float32. Input and output are plain {@code [N, C, H, W]} in native memory;
 * parameters lie flat in the order of {@link ParameterLayout}. Belongs to one thread at a time.
 */
public interface FusedStage extends AutoCloseable {

  /** Forward with running statistics; keeps nothing. */
  void infer(int batch, FloatBuffer x, float[] parameters, FloatBuffer y);

  /** What every activation reads in {@link #infer}; its output is not wanted. */
  void observe(int batch, FloatBuffer x, float[] parameters, UnitObserver observer);

  /** Dropout of the next {@link #forward}, and its {@link #backward}, follows from this. */
  void seed(long value);

  /** Forward with batch statistics; keeps what {@link #backward} needs. */
  void forward(int batch, FloatBuffer x, float[] parameters, FloatBuffer y);

  /**
   * Backward of the last {@link #forward}, with the same parameters.
   *
   * @param dy gradient of the output
   * @param dx overwritten with the gradient of the input; of no remaining length when not wanted
   * @param gradients overwritten; running statistics get the step that DL4J subtracts
   */
  void backward(FloatBuffer dy, float[] parameters, FloatBuffer dx, float[] gradients);

  /** Gives native memory back; the stage must not be used afterwards. */
  @Override
  void close();
}

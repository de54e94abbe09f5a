package io.convrelu.kernel;

/**
 * Forward and backward arithmetic of one ConvReLU layer in float32 (paper, equations 6 and 8):
 *
 * <pre>y[n,d,i,j] = b[d] + Σ_{c,a,b} w[d,c,a,b] · max(x̂[n,c,i·s+a,j·s+b], θ[c,a,b])</pre>
 *
 * where x̂ is x padded with zeros: padding comes before the threshold. The same kernel serves a
 * plain convolution (every θ is −∞) and a convolution of ReLU (every θ is 0).
 *
 * <p>All arrays are row-major: x {@code [N, C, H, W]}, w {@code [D, C, k_h, k_w]}, θ {@code [C,
 * k_h, k_w]}, bias {@code [D]}, y {@code [N, D, outH, outW]}. Arrays may be longer than needed. A
 * kernel owns scratch memory that it reuses; it belongs to one thread at a time. The same calls on
 * the same values give the same bits.
 *
 * <p>A large batch can be handed over in pieces: parameters are loaded once, and {@link #backward}
 * adds to the gradients of parameters.
 */
public interface ConvReluKernel {

  /** An array of length 0: no bias, or a gradient that is not wanted. */
  float[] NONE = new float[0];

  /** How many images a call handles best: as many as fit the cache. */
  int preferredBatch();

  /**
   * Takes the parameters that {@link #forward} and {@link #backward} use from now on. The arrays
   * are not copied and must stay as they are; when they change, load them again.
   *
   * @param bias {@link #NONE} for none
   */
  void load(float[] w, float[] threshold, float[] bias);

  /**
   * Writes y.
   *
   * @throws NonFiniteValueException when x holds a NaN or an infinity; y is then undefined
   */
  void forward(int batch, float[] x, float[] y);

  /**
   * Overwrites dx; adds to dw, dThreshold and dBias. Each of the four may be {@link #NONE} when it
   * is not wanted. With g = Σ_d w·dy for each patch entry: dx += g where x̂ &gt; θ; dθ += g where
   * x̂ ≤ θ (a tie goes to θ, equation 6); dw += Σ dy·max(x̂, θ).
   */
  void backward(
      int batch, float[] x, float[] dy, float[] dx, float[] dw, float[] dThreshold, float[] dBias);
}

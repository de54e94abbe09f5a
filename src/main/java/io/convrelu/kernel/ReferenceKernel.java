package io.convrelu.kernel;

/** {@link ReferenceConvRelu} behind the float32 contract: every sum is taken in double. */
final class ReferenceKernel implements ConvReluKernel {

  private final ConvShape shape;
  private final ReferenceConvRelu reference;
  private double[] weights = {};
  private double[] thresholds = {};
  private double[] biases = {};

  ReferenceKernel(ConvShape shape) {
    this.shape = shape;
    this.reference = new ReferenceConvRelu(shape);
  }

  @Override
  public int preferredBatch() {
    return 16;
  }

  @Override
  public void load(float[] w, float[] threshold, float[] bias) {
    weights = widen(w, shape.outChannels() * shape.patchSize());
    thresholds = widen(threshold, shape.patchSize());
    biases = widen(bias, bias.length == 0 ? 0 : shape.outChannels());
  }

  @Override
  public void forward(int batch, float[] x, float[] y) {
    double[] out = new double[batch * shape.outputSize()];
    reference.forward(batch, widen(x, batch * shape.inputSize()), weights, thresholds, biases, out);
    for (int i = 0; i < out.length; i++) {
      y[i] = (float) out[i];
    }
  }

  @Override
  public void backward(
      int batch, float[] x, float[] dy, float[] dx, float[] dw, float[] dThreshold, float[] dBias) {
    double[] dx64 = new double[dx.length == 0 ? 0 : batch * shape.inputSize()];
    double[] dw64 = new double[dw.length == 0 ? 0 : weights.length];
    double[] dThreshold64 = new double[dThreshold.length == 0 ? 0 : thresholds.length];
    double[] dBias64 = new double[dBias.length == 0 ? 0 : shape.outChannels()];
    reference.backward(
        batch,
        widen(x, batch * shape.inputSize()),
        weights,
        thresholds,
        widen(dy, batch * shape.outputSize()),
        dx64,
        dw64,
        dThreshold64,
        dBias64);
    for (int i = 0; i < dx64.length; i++) {
      dx[i] = (float) dx64[i];
    }
    add(dw64, dw);
    add(dThreshold64, dThreshold);
    add(dBias64, dBias);
  }

  private static double[] widen(float[] values, int count) {
    double[] wide = new double[count];
    for (int i = 0; i < count; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static void add(double[] from, float[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] = (float) (to[i] + from[i]);
    }
  }
}

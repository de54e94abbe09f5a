package io.convrelu.kernel;

/** {@link ChannelRows} in plain loops, summed in double precision. */
final class ScalarChannelRows implements ChannelRows {

  @Override
  public double sum(float[] x, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += x[i];
    }
    return sum;
  }

  @Override
  public void deviations(float[] x, int from, int count, float pivot, double[] sums) {
    double sum = 0;
    double squares = 0;
    for (int i = from; i < from + count; i++) {
      double deviation = (double) x[i] - pivot;
      sum += deviation;
      squares += deviation * deviation;
    }
    sums[0] = sum;
    sums[1] = squares;
  }

  @Override
  public double affine(
      float[] x, int from, int count, float pivot, float scale, float shift, float[] y) {
    double poison = 0;
    for (int i = from; i < from + count; i++) {
      poison += x[i] * 0.0;
      y[i] = scale * (x[i] - pivot) + shift;
    }
    return poison;
  }

  @Override
  public void products(float[] x, float[] dy, int from, int count, float pivot, double[] sums) {
    double sum = 0;
    double products = 0;
    for (int i = from; i < from + count; i++) {
      sum += dy[i];
      products += dy[i] * ((double) x[i] - pivot);
    }
    sums[0] = sum;
    sums[1] = products;
  }

  @Override
  public void combine(
      float[] x,
      float[] dy,
      int from,
      int count,
      float pivot,
      float scale,
      float slope,
      float offset) {
    for (int i = from; i < from + count; i++) {
      dy[i] = scale * dy[i] + (slope * (x[i] - pivot) + offset);
    }
  }
}

package io.convrelu.kernel.dnnl;

import io.convrelu.kernel.dnnl.ConvolutionPrimitives.Pass;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.TileConvolution;
import java.util.Set;

/** Some passes by one convolution, the others by another of the same shape. */
record MixedConvolution(TileConvolution usual, TileConvolution other, Set<Pass> others)
    implements TileConvolution {

  private TileConvolution by(Pass pass) {
    return others.contains(pass) ? other : usual;
  }

  @Override
  public void loadWeights(float[] values, int position) {
    usual.loadWeights(values, position);
    other.loadWeights(values, position);
  }

  @Override
  public void forward(NativeFloats x, int xAt, NativeFloats y, int yAt) {
    by(Pass.FORWARD).forward(x, xAt, y, yAt);
  }

  @Override
  public void backwardData(NativeFloats dy, int dyAt, NativeFloats dx, int dxAt) {
    by(Pass.DATA).backwardData(dy, dyAt, dx, dxAt);
  }

  @Override
  public void backwardWeights(NativeFloats x, int xAt, NativeFloats dy, int dyAt) {
    by(Pass.WEIGHTS).backwardWeights(x, xAt, dy, dyAt);
  }

  @Override
  public void storeWeightGradient(float[] values, int position) {
    by(Pass.WEIGHTS).storeWeightGradient(values, position);
  }

  @Override
  public void close() {
    usual.close();
    other.close();
  }
}

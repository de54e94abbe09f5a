package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import io.convrelu.kernel.ConvShape;

/** Where rows of patches lie, and the rows of x that they are copies of. */
final class PatchRows {

  private final ConvShape shape;
  private final int blocks;

  PatchRows(ConvShape shape) {
    this.shape = shape;
    blocks = Layout.blocks(shape.channels());
  }

  /**
   * One row of one block of patch channels: columns {@code [0, from)} and {@code [to, width)} lie
   * in the padding.
   *
   * @param x position of the value of column {@code from}
   * @param patch position of column 0
   * @param block of patch channels
   */
  record Row(int x, int patch, int block, int from, int to, int width) {}

  interface RowAction {
    void run(Row row);
  }

  void forEach(TilePatches.Rows at, RowAction action) {
    int outWidth = shape.outWidth();
    for (int a = 0; a < shape.kernelHeight(); a++) {
      for (int b = 0; b < shape.kernelWidth(); b++) {
        int from = ceilDiv(Math.max(0, shape.padWidth() - b), shape.strideWidth());
        int past = shape.width() + shape.padWidth() - b;
        int to = Math.max(from, Math.min(outWidth, ceilDiv(past, shape.strideWidth())));
        int column = from * shape.strideWidth() + b - shape.padWidth();
        for (int c = 0; c < blocks; c++) {
          int block = (a * shape.kernelWidth() + b) * blocks + c;
          for (int i = 0; i < at.rows(); i++) {
            int row = (at.firstRow() + i) * shape.strideHeight() + a - shape.padHeight();
            boolean inside = row >= 0 && row < shape.height();
            int x = at.image() + ((c * shape.height() + row) * shape.width() + column) * BLOCK;
            int patch = at.patches() + (block * at.rows() + i) * outWidth * BLOCK;
            action.run(
                inside
                    ? new Row(x, patch, block, from, to, outWidth)
                    : new Row(at.image(), patch, block, outWidth, outWidth, outWidth));
          }
        }
      }
    }
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}

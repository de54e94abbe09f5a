package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;
import static io.convrelu.kernel.tile.VectorPasses.LENGTH;
import static io.convrelu.kernel.tile.VectorPasses.ORDER;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Moves channels between a tensor of their own and their place in a wider one, where they may begin
 * in the middle of a block: an unaligned load brings lanes to their place, a mask keeps the rest.
 */
final class ShiftedCopies {

  private ShiftedCopies() {}

  static void place(Region x, Region y, Tile tile, int channels, int first) {
    ByteBuffer from = x.memory().bytes();
    ByteBuffer to = y.memory().bytes();
    int pixels = tile.pixels();
    int offset = first % BLOCK;
    for (int image = 0; image < tile.images(); image++) {
      for (int block = 0; block < tile.blocks(); block++) {
        int xi = x.index(image, block, pixels);
        int target = first / BLOCK + block;
        int yi = y.index(image, target, pixels);
        for (int lane = 0; lane < BLOCK; lane += LENGTH) {
          int l = lane * Float.BYTES;
          int kept = Math.max(0, Math.min(LENGTH, offset - lane));
          keepThenCopy(from, xi + l - offset * Float.BYTES, to, yi + l, pixels, kept);
        }
        int rest = channels - block * BLOCK - (BLOCK - offset);
        if (offset > 0 && rest > 0) {
          int next = y.index(image, target + 1, pixels);
          for (int lane = 0; lane < BLOCK; lane += LENGTH) {
            int l = lane * Float.BYTES;
            int copied = Math.max(0, Math.min(LENGTH, offset - lane));
            copyThenZero(
                from, xi + l + (BLOCK - offset) * Float.BYTES, to, next + l, pixels, copied);
          }
        }
      }
    }
  }

  private static void keepThenCopy(
      ByteBuffer x, int xi, ByteBuffer y, int yi, int pixels, int kept) {
    VectorMask<Float> keep = SPECIES.indexInRange(0, kept);
    for (int i = 0; i < pixels * LINE; i += LINE) {
      FloatVector.fromByteBuffer(SPECIES, x, xi + i, ORDER)
          .blend(FloatVector.fromByteBuffer(SPECIES, y, yi + i, ORDER), keep)
          .intoByteBuffer(y, yi + i, ORDER);
    }
  }

  private static void copyThenZero(
      ByteBuffer x, int xi, ByteBuffer y, int yi, int pixels, int copied) {
    VectorMask<Float> copy = SPECIES.indexInRange(0, copied);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < pixels * LINE; i += LINE) {
      zero.blend(FloatVector.fromByteBuffer(SPECIES, x, xi + i, ORDER), copy)
          .intoByteBuffer(y, yi + i, ORDER);
    }
  }

  static void gather(
      Region x,
      Region v,
      Region y,
      Tile tile,
      int channels,
      int first,
      TilePasses.Correction correction) {
    ByteBuffer xs = x.memory().bytes();
    ByteBuffer vs = v.memory().bytes();
    ByteBuffer to = y.memory().bytes();
    int pixels = tile.pixels();
    int offset = first % BLOCK;
    for (int image = 0; image < tile.images(); image++) {
      for (int block = 0; block < tile.blocks(); block++) {
        int source = first / BLOCK + block;
        int lanes = Math.min(BLOCK, channels - block * BLOCK);
        for (int lane = 0; lane < BLOCK; lane += LENGTH) {
          int l = lane * Float.BYTES;
          int yi = y.index(image, block, pixels) + l;
          int valid = Math.max(0, Math.min(LENGTH, lanes - lane));
          int shift = l + offset * Float.BYTES;
          int c = first + block * BLOCK + lane;
          int near = Math.max(0, Math.min(LENGTH, BLOCK - offset - lane));
          int nearIndex = x.index(image, source, pixels) + shift;
          int nearValue = v.index(image, source, pixels) + shift;
          if (near >= valid) {
            corrected(xs, nearIndex, vs, nearValue, to, yi, pixels, valid, correction, c);
          } else {
            int far = shift - LINE;
            Pieces pieces =
                new Pieces(
                    nearIndex,
                    x.index(image, source + 1, pixels) + far,
                    nearValue,
                    v.index(image, source + 1, pixels) + far,
                    near);
            corrected(xs, vs, pieces, to, yi, pixels, valid, correction, c);
          }
        }
      }
    }
  }

  /** Where the two parts of a straddling vector lie, and how many lanes the first one has. */
  private record Pieces(int near, int far, int nearValue, int farValue, int nearLanes) {}

  private static void corrected(
      ByteBuffer x,
      int xi,
      ByteBuffer v,
      int vi,
      ByteBuffer y,
      int yi,
      int pixels,
      int valid,
      TilePasses.Correction k,
      int c) {
    VectorMask<Float> used = SPECIES.indexInRange(0, valid);
    FloatVector constant = FloatVector.fromArray(SPECIES, k.constant(), c);
    FloatVector factor = FloatVector.fromArray(SPECIES, k.factor(), c);
    FloatVector centre = FloatVector.fromArray(SPECIES, k.centre(), c);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < pixels * LINE; i += LINE) {
      FloatVector value = FloatVector.fromByteBuffer(SPECIES, v, vi + i, ORDER).sub(centre);
      FloatVector gradient = FloatVector.fromByteBuffer(SPECIES, x, xi + i, ORDER).add(constant);
      zero.blend(value.fma(factor, gradient), used).intoByteBuffer(y, yi + i, ORDER);
    }
  }

  private static void corrected(
      ByteBuffer x,
      ByteBuffer v,
      Pieces at,
      ByteBuffer y,
      int yi,
      int pixels,
      int valid,
      TilePasses.Correction k,
      int c) {
    VectorMask<Float> used = SPECIES.indexInRange(0, valid);
    VectorMask<Float> near = SPECIES.indexInRange(0, at.nearLanes());
    FloatVector constant = FloatVector.fromArray(SPECIES, k.constant(), c);
    FloatVector factor = FloatVector.fromArray(SPECIES, k.factor(), c);
    FloatVector centre = FloatVector.fromArray(SPECIES, k.centre(), c);
    FloatVector zero = FloatVector.zero(SPECIES);
    int xNear = at.near();
    int xFar = at.far();
    int vNear = at.nearValue();
    int vFar = at.farValue();
    for (int i = 0; i < pixels * LINE; i += LINE) {
      FloatVector value =
          FloatVector.fromByteBuffer(SPECIES, v, vFar + i, ORDER)
              .blend(FloatVector.fromByteBuffer(SPECIES, v, vNear + i, ORDER), near)
              .sub(centre);
      FloatVector gradient =
          FloatVector.fromByteBuffer(SPECIES, x, xFar + i, ORDER)
              .blend(FloatVector.fromByteBuffer(SPECIES, x, xNear + i, ORDER), near)
              .add(constant);
      zero.blend(value.fma(factor, gradient), used).intoByteBuffer(y, yi + i, ORDER);
    }
  }
}

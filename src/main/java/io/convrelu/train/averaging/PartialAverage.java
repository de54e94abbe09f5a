package io.convrelu.train.averaging;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The average so far of some workers' arrays, as it is carried up a tree: Σ n_k·x_k of every entry
 * in double precision, the moments of pooled statistics ({@link PooledStatistics}), and Σ n_k.
 *
 * <p>n·x of a float x and n below 2^29 is exact in a double, so that a single contribution comes
 * out as it went in and a sum of equal ones too; all else is rounded once an addition. What is
 * added to what decides these roundings. A tree whose shape depends on the number of workers K
 * alone, with every worker at its own place, therefore gives the same bits whoever computes it and
 * in whatever order parts arrive; a tree of another shape, or the sum in order, differs from it by
 * the rounding of doubles, which in a float is mostly not to be seen.
 *
 * <p>About 8 bytes a number, in memory and on the wire.
 */
public final class PartialAverage implements Externalizable {

  private static final long serialVersionUID = 1L;
  private static final int CHUNK = 8192;

  private StatisticsLayout layout;
  private double[] sums;
  private long examples;
  private long contributions;

  /** Nothing yet; for deserialization, and as where a tree starts. */
  public PartialAverage() {
    this(StatisticsLayout.NONE, new double[0], 0, 0);
  }

  private PartialAverage(
      StatisticsLayout layout, double[] sums, long examples, long contributions) {
    this.layout = layout;
    this.sums = sums;
    this.examples = examples;
    this.contributions = contributions;
  }

  /**
   * What one worker contributes.
   *
   * @param array its numbers; is copied
   * @param examples that it has seen, at least 1
   * @param pooled statistics among the numbers that are pooled
   */
  public static PartialAverage of(float[] array, long examples, StatisticsLayout pooled) {
    if (examples < 1) {
      throw new IllegalArgumentException("an array with a weight of " + examples);
    }
    if (pooled.end() > array.length) {
      throw new IllegalArgumentException(
          "statistics up to " + pooled.end() + " in an array of " + array.length);
    }
    double[] sums = new double[array.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (double) examples * array[i];
    }
    return new PartialAverage(pooled, sums, examples, 1);
  }

  /** Examples behind this average; 0 for nothing yet. */
  public long examples() {
    return examples;
  }

  /** Workers behind this average. */
  public long contributions() {
    return contributions;
  }

  /** This and another, in this order; neither is changed. Nothing yet adds nothing. */
  public PartialAverage plus(PartialAverage other) {
    PartialAverage sum = new PartialAverage(layout, sums.clone(), examples, contributions);
    sum.add(other);
    return sum;
  }

  /**
   * Adds another to this, which is changed. The other is not.
   *
   * @throws IllegalArgumentException when the two are not of one network
   */
  public void add(PartialAverage other) {
    if (other.contributions == 0) {
      return;
    }
    if (contributions == 0) {
      layout = other.layout;
      sums = other.sums.clone();
    } else {
      if (sums.length != other.sums.length || !layout.equals(other.layout)) {
        throw new IllegalArgumentException(
            "arrays of "
                + sums.length
                + " and "
                + other.sums.length
                + " numbers, or statistics"
                + " in different places, are not averaged");
      }
      sums = moments();
      double[] added = other.moments();
      PooledStatistics.addDistance(layout, sums, examples, added, other.examples);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += added[i];
      }
    }
    examples = Math.addExact(examples, other.examples);
    contributions += other.contributions;
  }

  /** Sums that can be added; a copy where a single contribution's are not. */
  private double[] moments() {
    if (contributions > 1 || !PooledStatistics.needsMoments(layout)) {
      return sums;
    }
    double[] copy = sums.clone();
    PooledStatistics.toMoments(layout, copy, examples);
    return copy;
  }

  /**
   * The average, rounded to floats.
   *
   * @throws IllegalStateException when nothing has been contributed
   */
  public float[] result() {
    if (contributions == 0) {
      throw new IllegalStateException("nothing has no average");
    }
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / examples);
    }
    if (contributions > 1) {
      PooledStatistics.fromMoments(layout, sums, examples, mean);
    }
    return mean;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeLong(examples);
    out.writeLong(contributions);
    out.writeInt(layout.blocks().size());
    for (StatisticsBlock block : layout.blocks()) {
      out.writeInt(block.mean());
      out.writeInt(block.spread());
      out.writeInt(block.channels());
      out.writeByte(block.kind().ordinal());
    }
    out.writeInt(sums.length);
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Double.BYTES);
    for (int at = 0; at < sums.length; at += CHUNK) {
      int count = Math.min(CHUNK, sums.length - at);
      bytes.asDoubleBuffer().put(sums, at, count);
      out.write(bytes.array(), 0, count * Double.BYTES);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    examples = in.readLong();
    contributions = in.readLong();
    List<StatisticsBlock> blocks = new ArrayList<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      blocks.add(
          new StatisticsBlock(
              in.readInt(),
              in.readInt(),
              in.readInt(),
              StatisticsBlock.Spread.values()[in.readByte()]));
    }
    layout = new StatisticsLayout(blocks);
    sums = new double[in.readInt()];
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Double.BYTES);
    for (int at = 0; at < sums.length; at += CHUNK) {
      int count = Math.min(CHUNK, sums.length - at);
      in.readFully(bytes.array(), 0, count * Double.BYTES);
      bytes.asDoubleBuffer().get(sums, at, count);
    }
  }
}

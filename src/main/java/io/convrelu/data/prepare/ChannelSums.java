package io.convrelu.data.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums of pixel values and of their squares by channel, as whole numbers, so that the order of
 * adding does not matter. A channel of 2⁴⁷ pixels still fits.
 */
final class ChannelSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long[] sums;
  private final long[] squares;
  private long pixels;

  /**
   * @param channels 0 for text, of which nothing is summed
   */
  ChannelSums(int channels) {
    this.sums = new long[channels];
    this.squares = new long[channels];
  }

  /** Adds an image of interleaved channels. */
  void add(byte[] image) {
    int channels = sums.length;
    if (channels == 0) {
      return;
    }
    for (int at = 0; at < image.length; at += channels) {
      for (int c = 0; c < channels; c++) {
        int value = image[at + c] & 0xff;
        sums[c] += value;
        squares[c] += (long) value * value;
      }
    }
    pixels += image.length / channels;
  }

  void add(ChannelSums other) {
    Arrays.setAll(sums, c -> sums[c] + other.sums[c]);
    Arrays.setAll(squares, c -> squares[c] + other.squares[c]);
    pixels += other.pixels;
  }

  /** Means by channel, in the order red, green, blue: the reverse of how pixels are stored. */
  List<Double> means() {
    List<Double> result = new ArrayList<>();
    for (int c = sums.length - 1; c >= 0; c--) {
      result.add(mean(c));
    }
    return result;
  }

  /** Standard deviations (of the population) by channel, in the same order. */
  List<Double> deviations() {
    List<Double> result = new ArrayList<>();
    for (int c = sums.length - 1; c >= 0; c--) {
      double variance = (double) squares[c] / pixels - mean(c) * mean(c);
      result.add(Math.sqrt(Math.max(0, variance)));
    }
    return result;
  }

  private double mean(int channel) {
    return (double) sums[channel] / pixels;
  }
}

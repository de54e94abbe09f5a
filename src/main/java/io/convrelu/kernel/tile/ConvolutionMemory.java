package io.convrelu.kernel.tile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Native memory of a convolution, each piece in float values. Convolutions of one engine run one
 * after the other and share the last three, which are as large as the largest wish.
 *
 * @param own pieces that it keeps for itself
 * @param working what a primitive needs while it runs
 * @param plainWeights weights, or their gradient, in plain order
 * @param gradientPart one tile's part of the gradient of the weights
 */
public record ConvolutionMemory(
    List<Long> own, long working, long plainWeights, long gradientPart) {

  /** Nothing, not even shared. */
  public static final ConvolutionMemory NONE = new ConvolutionMemory(List.of(), 0, 0, 0);

  public ConvolutionMemory {
    own = List.copyOf(own);
  }

  /** Pieces of its own, nothing shared. */
  public static ConvolutionMemory owning(long... floats) {
    List<Long> own = new ArrayList<>();
    for (long piece : floats) {
      own.add(piece);
    }
    return new ConvolutionMemory(own, 0, 0, 0);
  }

  /** Of two convolutions that are used together. */
  public ConvolutionMemory and(ConvolutionMemory other) {
    List<Long> both = new ArrayList<>(own);
    both.addAll(other.own);
    return new ConvolutionMemory(
        both,
        Math.max(working, other.working),
        Math.max(plainWeights, other.plainWeights),
        Math.max(gradientPart, other.gradientPart));
  }

  /** Bytes that convolutions of one engine take together. */
  public static long bytes(List<ConvolutionMemory> together) {
    long bytes = 0;
    for (ConvolutionMemory memory : together) {
      bytes += memory.own.stream().mapToLong(NativeFloats::bytes).sum();
    }
    return bytes
        + largest(together, ConvolutionMemory::working)
        + largest(together, ConvolutionMemory::plainWeights)
        + largest(together, ConvolutionMemory::gradientPart);
  }

  private static long largest(
      List<ConvolutionMemory> together, ToLongFunction<ConvolutionMemory> piece) {
    long floats = together.stream().mapToLong(piece).max().orElse(0);
    return floats == 0 ? 0 : NativeFloats.bytes(floats);
  }
}

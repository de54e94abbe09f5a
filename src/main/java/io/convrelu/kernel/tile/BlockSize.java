package io.convrelu.kernel.tile;

import io.convrelu.kernel.VectorSupport;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/**
 * How many channels make a block. oneDNN has direct convolutions for blocks of one vector of the
 * instructions that it uses, so it is asked first; where it cannot be, Java's own vectors decide.
 */
public enum BlockSize {
  EIGHT(8),
  SIXTEEN(16);

  /** System property that forces one; unset or empty leaves the choice to the program. */
  public static final String PROPERTY = "convrelu.block";

  /** oneDNN names sets of instructions by bits; each with AVX-512 has one of these. */
  private static final int AVX_512 =
      (dnnl.dnnl_cpu_isa_avx512_mic | dnnl.dnnl_cpu_isa_avx512_core) & ~dnnl.dnnl_cpu_isa_avx2;

  private final int floats;

  BlockSize(int floats) {
    this.floats = floats;
  }

  int floats() {
    return floats;
  }

  /** The one that a value of {@link #PROPERTY} names; empty for any other value. */
  static Optional<BlockSize> forced(String value) {
    return Arrays.stream(values())
        .filter(size -> Integer.toString(size.floats).equals(value))
        .findFirst();
  }

  /**
   * Refuses what {@link #forced} does not know.
   *
   * @throws IllegalArgumentException on a value that is neither empty nor one of these
   */
  public static void check(String value) {
    if (!value.isEmpty() && forced(value).isEmpty()) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + " is '" + value + "', must be one of 8, 16");
    }
  }

  static BlockSize ofThisMachine() {
    return hasVectorsOf512Bits() ? SIXTEEN : EIGHT;
  }

  private static boolean hasVectorsOf512Bits() {
    try {
      return (dnnl.dnnl_get_effective_cpu_isa() & AVX_512) != 0;
    } catch (LinkageError e) {
      // Without oneDNN; OneDnnSupport says so where engines are chosen.
      return VectorSupport.lanes() >= SIXTEEN.floats;
    }
  }
}

package io.convrelu.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the measurements ran on. */
final class Machine {

  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path LOAD = Path.of("/proc/loadavg");
  private static final double QUIET = 0.5;

  private Machine() {}

  /** What the processor computes with when it is told to use no more than some instructions. */
  static Vectors vectors(Isa isa) throws IOException {
    return switch (isa) {
      case NATIVE -> has("avx512f") ? Vectors.AVX512 : Vectors.AVX2;
      case AVX2 -> Vectors.AVX2;
    };
  }

  /** Whether the processor multiplies in bfloat16 when it is told so. */
  static boolean multipliesInBfloat16(Isa isa) throws IOException {
    return switch (isa) {
      case NATIVE -> has("avx512_bf16") || has("amx_bf16");
      case AVX2 -> false;
    };
  }

  private static boolean has(String flag) throws IOException {
    return List.of(value(CPU, "flags").split(" ")).contains(flag);
  }

  /** Processor, memory, system, Java; a line each. */
  static List<String> description() throws IOException {
    List<String> lines = new ArrayList<>();
    String vectors = has("avx512f") ? "AVX-512" : "no AVX-512";
    if (has("avx512_bf16")) {
      vectors += ", bf16";
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "processor  %s (family %s, model %s), %d at hand, %s",
            value(CPU, "model name"),
            value(CPU, "cpu family"),
            value(CPU, "model"),
            Runtime.getRuntime().availableProcessors(),
            vectors));
    lines.add("memory     " + value(MEMORY, "MemTotal"));
    lines.add(
        "system     " + System.getProperty("os.name") + " " + System.getProperty("os.version"));
    lines.add("java       " + System.getProperty("java.vm.name") + " " + Runtime.version());
    return lines;
  }

  /** Load averages of 1, 5 and 15 minutes. */
  static String load() throws IOException {
    List<String> words = List.of(Files.readString(LOAD).split(" "));
    return String.join(" ", words.subList(0, 3));
  }

  static boolean quiet() throws IOException {
    return Double.parseDouble(load().split(" ")[0]) <= QUIET;
  }

  private static String value(Path file, String key) throws IOException {
    for (String line : Files.readAllLines(file)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).trim().equals(key)) {
        return line.substring(colon + 1).trim();
      }
    }
    return "unknown";
  }
}

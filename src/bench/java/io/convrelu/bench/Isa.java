package io.convrelu.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The instructions that both sides may use. */
enum Isa {
  /** All that the processor has. */
  NATIVE(List.of(), Map.of(), Map.of()),
  /** As on a processor with AVX2 and no AVX-512. */
  AVX2(
      List.of("-XX:UseAVX=2"),
      Map.of(
          "DNNL_MAX_CPU_ISA", "AVX2",
          "ONEDNN_MAX_CPU_ISA", "AVX2",
          "OPENBLAS_CORETYPE", "Haswell"),
      Map.of(
          "DNNL_MAX_CPU_ISA", "AVX2",
          "ONEDNN_MAX_CPU_ISA", "AVX2",
          "ATEN_CPU_CAPABILITY", "avx2",
          "MKL_ENABLE_INSTRUCTIONS", "AVX2",
          "OPENBLAS_CORETYPE", "Haswell"));

  private final List<String> ourOptions;
  private final Map<String, String> ourEnvironment;
  private final Map<String, String> peerEnvironment;

  Isa(
      List<String> ourOptions,
      Map<String, String> ourEnvironment,
      Map<String, String> peerEnvironment) {
    this.ourOptions = ourOptions;
    this.ourEnvironment = ourEnvironment;
    this.peerEnvironment = peerEnvironment;
  }

  /** As it is written in options. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** JVM options of a side. */
  List<String> options(Contender.Program program) {
    return switch (program) {
      case OURS -> ourOptions;
      case PEER -> List.of();
    };
  }

  /** Environment of a side's processes. */
  Map<String, String> environment(Contender.Program program) {
    return switch (program) {
      case OURS -> ourEnvironment;
      case PEER -> peerEnvironment;
    };
  }
}

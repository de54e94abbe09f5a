package io.convrelu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class KernelProvidersTest {

  /** Run in a JVM of its own: prints the provider and what it computes. */
  static final class Probe {
    public static void main(String[] args) {
      ConvReluKernel kernel =
          KernelProviders.get().convRelu(new ConvShape(1, 1, 3, 1, 1, 2, 1, 1, 0, 0));
      kernel.load(new float[] {1, -1}, new float[] {0, 3.5f}, ConvReluKernel.NONE);
      float[] y = new float[2];
      kernel.forward(1, new float[] {2, 3, 4}, y);
      System.out.println(KernelProviders.get().name() + " " + y[0] + " " + y[1]);
    }
  }

  @Test
  void takesVectorsWhereTheModuleIs() throws Exception {
    boolean wide = new VectorProvider().lanes() >= 8;
    assertThat(probe("--add-modules", "jdk.incubator.vector"))
        .containsPattern((wide ? "vector-\\d+" : "scalar") + " -1.5 -1.0");
  }

  @Test
  void runsWithoutTheVectorModule() throws Exception {
    assertThat(probe()).contains("scalar -1.5 -1.0");
  }

  @Test
  void canBeForced() throws Exception {
    assertThat(probe("-Dconvrelu.kernel=reference")).contains("reference -1.5 -1.0");
    assertThat(probe("--add-modules", "jdk.incubator.vector", "-Dconvrelu.kernel=scalar"))
        .contains("scalar -1.5 -1.0");
    assertThat(probe("-Dconvrelu.kernel=vector")).contains("needs --add-modules");
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> KernelProviders.choose("fast"))
        .hasMessageContaining("-Dconvrelu.kernel is 'fast'")
        .hasMessageContaining("vector, scalar, reference");
  }

  private static String probe(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            home(KernelProviders.class),
            home(Probe.class),
            home(LoggerFactory.class)));
    command.add(Probe.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private static String home(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}

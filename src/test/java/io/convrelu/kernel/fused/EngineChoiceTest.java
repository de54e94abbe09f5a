package io.convrelu.kernel.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.kernel.KernelKind;
import io.convrelu.kernel.VectorSupport;
import io.convrelu.kernel.dnnl.OneDnnSupport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineChoiceTest {

  @Test
  void takesTheFastestThereIsAndSaysWhatIsMissing() {
    EngineChoice choice = EngineChoice.of("", "");
    boolean vectors = VectorSupport.missing().isEmpty();
    boolean oneDnn = OneDnnSupport.missing().isEmpty();
    assertThat(choice.kernel()).isEqualTo(vectors ? KernelKind.VECTOR : KernelKind.SCALAR);
    assertThat(choice.convolution())
        .isEqualTo(oneDnn ? ConvolutionKind.ONEDNN : ConvolutionKind.JAVA);
    assertThat(choice.missing()).hasSize((vectors ? 0 : 1) + (oneDnn ? 0 : 1));
  }

  @ParameterizedTest
  @CsvSource({
    "vector, java, VECTOR, JAVA",
    "Scalar, JAVA, SCALAR, JAVA",
    "scalar, '', SCALAR, JAVA",
    "reference, '', REFERENCE, JAVA"
  })
  void canBeForced(
      String kernel, String convolution, KernelKind expected, ConvolutionKind expectedToo) {
    EngineChoice choice = EngineChoice.of(kernel, convolution);
    assertThat(choice).isEqualTo(new EngineChoice(expected, expectedToo, List.of()));
    assertThat(choice.describe()).contains("times slower", "as forced by system properties");
  }

  @Test
  void scalarPassesCanBeCombinedWithOneDnn() {
    if (OneDnnSupport.missing().isEmpty()) {
      assertThat(EngineChoice.of("scalar", "onednn").convolution())
          .isEqualTo(ConvolutionKind.ONEDNN);
    } else {
      assertThatThrownBy(() -> EngineChoice.of("scalar", "onednn"))
          .hasMessageContaining("-Dconvrelu.convolution=onednn: oneDNN");
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> EngineChoice.of("fast", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Dconvrelu.kernel is 'fast', must be one of vector, scalar, reference");
    assertThatThrownBy(() -> EngineChoice.of("", "mkl"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Dconvrelu.convolution is 'mkl', must be one of onednn, java");
    assertThatThrownBy(() -> EngineChoice.of("reference", "java"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-Dconvrelu.convolution=java has no meaning")
        .hasMessageContaining("-Dconvrelu.kernel=reference");
  }

  @Test
  void theReferenceTakesBatchesOfFloats() {
    StagePlan plan = SmallStages.plan(8);
    try (FusedStage stage = EngineChoice.of("reference", "").stage(plan, MemoryPool.ofNative(1));
        FusedStage scalar = EngineChoice.of("scalar", "").stage(plan, MemoryPool.ofNative(1))) {
      float[] expected = SmallStages.step(plan, stage, 3);
      float[] actual = SmallStages.step(plan, scalar, 3);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i])
            .as(Integer.toString(i))
            .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(2e-4f));
      }
    }
  }
}

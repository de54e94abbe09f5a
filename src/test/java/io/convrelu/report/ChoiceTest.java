package io.convrelu.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoiceTest {

  @Test
  void namesAndOrderAreThePapersAndTheRestComesAfter() {
    List<Choice> ordered =
        List.of(
            new Choice("relu", "", ""),
            new Choice("leaky-relu", "first", ""),
            new Choice("leaky-relu", "all", ""),
            new Choice("prelu", "first", ""),
            new Choice("prelu", "all", ""),
            new Choice("conv-relu", "first", "zero"),
            new Choice("conv-relu", "all", "zero"),
            new Choice("conv-relu", "last", "zero"),
            new Choice("conv-relu", "first", "random"),
            new Choice("conv-relu", "first", "glorot"),
            new Choice("ada-relu", "first", "zero"),
            new Choice("elu", "all", ""),
            new Choice("selu", "all", ""),
            new Choice("swish", "middle", ""));
    List<Choice> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(3));

    Collections.sort(shuffled);

    assertThat(shuffled).isEqualTo(ordered);
    assertThat(ordered)
        .extracting(Choice::name)
        .containsExactly(
            "ReLU",
            "LeakyReLU",
            "LeakyReLU (A)",
            "PReLU",
            "PReLU (A)",
            "ConvReLU",
            "ConvReLU (A)",
            "ConvReLU (last)",
            "ConvReLU, random init",
            "ConvReLU, glorot init",
            "AdaReLU",
            "ELU (A)",
            "SELU (A)",
            "swish (middle)");
  }

  @Test
  void whatMakesNoDifferenceIsDropped() {
    assertThat(new Choice("relu", "all", "random")).isEqualTo(new Choice("relu", "first", "zero"));
    assertThat(new Choice("prelu", "all", "random")).isEqualTo(new Choice("prelu", "all", "zero"));
  }
}

package io.convrelu.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.Split;
import io.convrelu.data.source.RawExample;
import io.convrelu.data.source.SourcePlan;
import io.convrelu.data.source.WorkUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** Generated data can be learned, by what they are said to be made of and by nothing simpler. */
class SyntheticDataTest {

  private static final int CLASSES = 10;
  private static final SyntheticSize SIZE = new SyntheticSize(500, CLASSES);

  @Test
  void directionAndPeriodTellTheClassAlsoOfAMirroredImage() throws IOException {
    List<RawExample> images = examples(SyntheticFormat.images(1, SIZE), Split.TEST);
    assertThat(images).hasSize(100);
    int right = 0;
    int rightMirrored = 0;
    for (RawExample image : images) {
      right += strongest(image.content(), 1) == image.label() ? 1 : 0;
      rightMirrored += strongest(image.content(), -1) == image.label() ? 1 : 0;
    }
    assertThat(right).isGreaterThan(95);
    assertThat(rightMirrored).isGreaterThan(95);
  }

  @Test
  void theMeanImageOfAClassIsGrey() throws IOException {
    List<RawExample> images = examples(SyntheticFormat.images(1, SIZE), Split.TRAIN);
    for (int label = 0; label < CLASSES; label++) {
      double[] mean = new double[3072];
      for (RawExample image : images) {
        if (image.label() == label) {
          for (int i = 0; i < mean.length; i++) {
            mean[i] += (image.content()[i] & 0xff) / 50.0;
          }
        }
      }
      double level = Arrays.stream(mean).average().orElseThrow();
      double spread = Arrays.stream(mean).map(v -> Math.abs(v - level)).average().orElseThrow();
      assertThat(spread).as("class %d", label).isLessThan(8);
    }
  }

  @Test
  void wordsTellTheClassOfATextButNotEveryWord() throws IOException {
    SourcePlan plan = SyntheticFormat.texts(1, SIZE);
    Map<String, Map<Integer, Integer>> seen = new HashMap<>();
    for (RawExample text : examples(plan, Split.TRAIN)) {
      for (String word : words(text)) {
        seen.computeIfAbsent(word, w -> new HashMap<>()).merge(text.label(), 1, Integer::sum);
      }
    }
    int right = 0;
    for (RawExample text : examples(plan, Split.TEST)) {
      int[] votes = new int[CLASSES];
      for (String word : words(text)) {
        Map<Integer, Integer> labels = seen.getOrDefault(word, Map.of());
        if (labels.size() == 1) {
          votes[labels.keySet().iterator().next()]++;
        }
      }
      int best = 0;
      for (int label = 1; label < CLASSES; label++) {
        best = votes[label] > votes[best] ? label : best;
      }
      right += best == text.label() ? 1 : 0;
    }
    assertThat(right).isGreaterThan(95);
    assertThat(seen.values().stream().filter(labels -> labels.size() > 1)).hasSizeGreaterThan(200);
  }

  @Test
  void anotherSeedAndAnotherSplitAreOtherExamples() throws IOException {
    byte[] first = examples(SyntheticFormat.images(1, SIZE), Split.TRAIN).get(3).content();
    byte[] again = examples(SyntheticFormat.images(1, SIZE), Split.TRAIN).get(3).content();
    byte[] test = examples(SyntheticFormat.images(1, SIZE), Split.TEST).get(3).content();
    byte[] other = examples(SyntheticFormat.images(2, SIZE), Split.TRAIN).get(3).content();
    assertThat(again).isEqualTo(first);
    assertThat(test).isNotEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new SyntheticSize(4, 10)).hasMessageContaining("5 to");
    assertThatThrownBy(() -> new SyntheticSize(100, 1)).hasMessageContaining("2 to 100");
    assertThatThrownBy(() -> new SyntheticSize(100, 101)).hasMessageContaining("2 to 100");
  }

  /** The class whose wave is strongest in the image, read left to right or right to left. */
  private static int strongest(byte[] image, int reading) {
    int best = -1;
    double most = 0;
    for (int label = 0; label < CLASSES; label++) {
      double period = label % 2 == 0 ? 4 : 8;
      for (int mirrored : new int[] {1, -1}) {
        int direction = label / 2;
        double angle = Math.PI / 2 * direction / 4;
        double energy =
            energy(image, reading * mirrored * Math.cos(angle) / period, Math.sin(angle) / period);
        if (energy > most) {
          most = energy;
          best = label;
        }
      }
    }
    return best;
  }

  private static double energy(byte[] image, double perX, double perY) {
    double real = 0;
    double imaginary = 0;
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        int at = 3 * (32 * y + x);
        double grey = (image[at] & 0xff) + (image[at + 1] & 0xff) + (image[at + 2] & 0xff) - 382.5;
        double phase = 2 * Math.PI * (perX * x + perY * y);
        real += grey * Math.cos(phase);
        imaginary += grey * Math.sin(phase);
      }
    }
    return real * real + imaginary * imaginary;
  }

  private static List<String> words(RawExample text) {
    String all = new String(text.content(), StandardCharsets.UTF_8);
    // The first word has a capital and the last a full stop.
    return Arrays.asList(all.substring(0, all.length() - 1).split(" ")).subList(1, 20);
  }

  private static List<RawExample> examples(SourcePlan plan, Split split) throws IOException {
    List<RawExample> result = new ArrayList<>();
    for (WorkUnit unit : plan.units()) {
      if (unit.split() == split) {
        unit.read(new Configuration(), result::add);
      }
    }
    return result;
  }
}

package io.convrelu.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Checkpoints to test with: of one sequence number always the same, of two never. */
final class Checkpoints {

  private Checkpoints() {}

  static Checkpoint of(long sequence) {
    return of(sequence, 300, OptionalDouble.of(1.0 / (sequence + 1)));
  }

  static Checkpoint scored(long sequence, double score) {
    return of(sequence, 10, OptionalDouble.of(score));
  }

  static Checkpoint of(long sequence, int parameters, OptionalDouble score) {
    ObjectNode progress = new ObjectMapper().createObjectNode();
    progress.put("loss", 1.0 / 3);
    progress.put("note", "Ähnlich \"quoted\" \u2603");
    progress.putArray("history").addObject().put("epoch", 1).put("examples", 1L << 40);
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put("parameters", floats(sequence, parameters));
    arrays.put("momentum", floats(sequence + 1000, parameters));
    arrays.put("an empty one", new float[0]);
    arrays.put("again", floats(sequence + 2000, 7));
    return new Checkpoint(
        new CheckpointPosition(1, 2, sequence),
        "{\"seed\":1,\"workers\":2}",
        progress,
        arrays,
        score);
  }

  private static float[] floats(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    return values;
  }

  /** Every part the same, arrays bit for bit and in their order. */
  static void assertSame(Checkpoint actual, Checkpoint expected) {
    assertThat(actual.position()).isEqualTo(expected.position());
    assertThat(actual.identity()).isEqualTo(expected.identity());
    assertThat(actual.progress().toString()).isEqualTo(expected.progress().toString());
    assertThat(actual.validationScore()).isEqualTo(expected.validationScore());
    assertThat(List.copyOf(actual.arrays().keySet()))
        .isEqualTo(List.copyOf(expected.arrays().keySet()));
    expected
        .arrays()
        .forEach(
            (name, values) -> assertThat(bits(actual.arrays().get(name))).isEqualTo(bits(values)));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  /** Names in a local folder, sorted; nothing where there is no folder. */
  static List<String> names(Path folder) throws java.io.IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}

package io.convrelu.data.prepare;

import io.convrelu.data.Sha256;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.source.ExampleSink;
import io.convrelu.data.source.RawExample;
import io.convrelu.data.source.WorkUnit;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Reads and decodes one unit of work to the end and keeps only keys and labels. */
final class Surveyor implements ExampleSink {

  private static final int START = 1024;

  private final long seed;
  private final SortedMap<String, String> sourceFiles = new TreeMap<>();
  private int[] labels = new int[START];
  private long[] orders = new long[START];
  private long[] choices = new long[START];
  private int size;

  private Surveyor(long seed) {
    this.seed = seed;
  }

  /**
   * Surveys a unit.
   *
   * @throws io.convrelu.data.BadInputException at the first record that cannot be used
   */
  static UnitSurvey survey(WorkUnit unit, Configuration hadoop, long seed) throws IOException {
    Surveyor surveyor = new Surveyor(seed);
    unit.read(hadoop, surveyor);
    return surveyor.result(unit);
  }

  @Override
  public void example(RawExample example) {
    if (size == labels.length) {
      labels = Arrays.copyOf(labels, 2 * size);
      orders = Arrays.copyOf(orders, 2 * size);
      choices = Arrays.copyOf(choices, 2 * size);
    }
    ExampleKey key = ExampleKey.of(seed, example.id());
    labels[size] = example.label();
    orders[size] = key.order();
    choices[size] = key.choice();
    size++;
  }

  @Override
  public void sourceFile(FileRef file, byte[] content) {
    byte[] digest = Sha256.digest(content);
    sourceFiles.put(file.name(), HexFormat.of().formatHex(digest));
  }

  private UnitSurvey result(WorkUnit unit) {
    return new UnitSurvey(
        unit.split(),
        Arrays.copyOf(labels, size),
        Arrays.copyOf(orders, size),
        Arrays.copyOf(choices, size),
        sourceFiles);
  }
}

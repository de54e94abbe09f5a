package io.convrelu.data.synthetic;

import io.convrelu.data.Split;
import io.convrelu.data.source.SourcePlan;
import io.convrelu.data.source.WorkUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plans a generated data set: every example depends on seed and id alone. */
public final class SyntheticFormat {

  /** Examples of one unit of work. */
  private static final int UNIT = 1_000;

  private SyntheticFormat() {}

  /** Images of gratings, see {@link GratingImages}. */
  public static SourcePlan images(long seed, SyntheticSize size) {
    return plan(new GratingImages(seed, size.classes()), size);
  }

  /** Texts of invented words, see {@link InventedTexts}. */
  public static SourcePlan texts(long seed, SyntheticSize size) {
    return plan(new InventedTexts(seed, size.classes()), size);
  }

  private static SourcePlan plan(ExampleGenerator generator, SyntheticSize size) {
    List<WorkUnit> units = new ArrayList<>(units(generator, Split.TRAIN, size.trainExamples()));
    units.addAll(units(generator, Split.TEST, size.testExamples()));
    List<String> names = new ArrayList<>();
    for (int label = 0; label < size.classes(); label++) {
      names.add(String.format(Locale.ROOT, "synthetic-%02d", label));
    }
    return new SourcePlan(generator.content(), names, List.of(), units, List.of());
  }

  private static List<WorkUnit> units(ExampleGenerator generator, Split split, long examples) {
    List<WorkUnit> units = new ArrayList<>();
    for (long first = 0; first < examples; first += UNIT) {
      units.add(new SyntheticUnit(generator, split, first, Math.min(UNIT, examples - first)));
    }
    return units;
  }
}

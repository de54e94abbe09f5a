package io.convrelu.sweep.space;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the section {@code sweep.random}. */
final class RandomReader implements SectionWalk.Visitor {

  static final String SECTION = "sweep.random";

  private static final String TRIALS = SECTION + ".trials";
  private static final String SPACE = SECTION + ".space";

  private final SettingsReader reader;
  private final DomainReader domains;
  private final SortedMap<String, Dimension> dimensions = new TreeMap<>();

  RandomReader(SettingsReader reader) {
    this.reader = reader;
    this.domains = new DomainReader(reader);
  }

  /**
   * The space; nothing where the section is not given.
   *
   * @param base settings that all points have in common, which conditions may ask for
   */
  PointSource read(Settings base) {
    Map<String, Object> space = reader.section(SPACE);
    if (!reader.given(SECTION)) {
      return PointSource.NOTHING;
    }
    int trials = reader.integer(TRIALS, 1, 1, SearchSpace.MAX_POINTS);
    if (!reader.given(TRIALS)) {
      reader.problem(SECTION, "does not say how many to draw, allowed: trials = 20");
    }
    long seed = reader.whole(SECTION + ".seed", 1);
    new SectionWalk(reader, this).walk(SPACE, space);
    if (space.isEmpty()) {
      reader.problem(SECTION, "has no space to draw from, allowed: a section space { … }");
    }
    List<Dimension> all = new ArrayList<>(dimensions.values());
    new DimensionCheck(reader, all, base).check();
    return new RandomSpace(trials, seed, new DimensionOrder(reader, all).sorted());
  }

  @Override
  public boolean isValue(Map<?, ?> section) {
    return domains.isDomain(section);
  }

  @Override
  public void visit(String key, String written, Object value) {
    domains
        .read(key, written, value)
        .ifPresent(
            dimension -> {
              if (dimensions.put(key, dimension) != null) {
                reader.problem(
                    written, "is given twice, once quoted and once nested; give it once");
              }
            });
  }
}

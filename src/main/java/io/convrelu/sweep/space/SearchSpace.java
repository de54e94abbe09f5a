package io.convrelu.sweep.space;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a sweep tries: every combination of the grid's values, once for each seed.
 *
 * <pre>{@code
 * sweep {
 *   grid {
 *     "train.lr" = [0.1, 0.01]
 *     activation = [ { name = relu }, { name = conv-relu, strategy = first } ]
 *     network { name = [cnn-small, densenet-40] }
 *   }
 *   seeds = [1, 2]
 * }
 * }</pre>
 *
 * <p>A seed becomes {@code train.seed}. Everything outside of {@code sweep} is common to all
 * trials; a value of the grid overrides it key by key, so that an entry that is a section leaves
 * the keys that it does not name at their common value.
 */
public final class SearchSpace {

  private static final String SWEEP = "sweep";
  private static final String SEEDS = "sweep.seeds";
  private static final String TRAIN_SEED = "train.seed";

  /** More points than anyone means to train one after the other. */
  private static final int MAX_POINTS = 100_000;

  private final Settings base;
  private final List<GridAxis> axes;
  private final List<Long> seeds;

  private SearchSpace(Settings base, List<GridAxis> axes, List<Long> seeds) {
    this.base = base;
    this.axes = List.copyOf(axes);
    this.seeds = List.copyOf(seeds);
  }

  /**
   * Reads the section {@code sweep}. Keys outside of it are not judged here: they belong to the
   * trials, whose typed readers know them.
   *
   * @throws ConfigException with everything that is wrong with the section
   */
  public static SearchSpace read(Settings settings) {
    SettingsReader reader = new SettingsReader(settings);
    SearchSpace space = read(settings, reader);
    reader.finish(SWEEP);
    return space;
  }

  /** The same, with the caller's reader, which the caller finishes. */
  public static SearchSpace read(Settings settings, SettingsReader reader) {
    List<GridAxis> axes = new GridReader(reader).read();
    List<Long> seeds = readSeeds(reader);
    if (!reader.given("sweep.grid") && !reader.given(SEEDS)) {
      reader.problem(SWEEP, "nothing to try, allowed: sweep.grid, sweep.seeds or both");
    }
    if (reader.given(SEEDS)) {
      refuseSecondSeed(axes, reader);
    }
    refuseTooMany(axes, seeds, reader);
    // An empty section has no leaves: a trial's settings know nothing of the sweep around it.
    return new SearchSpace(settings.with(SWEEP, Map.of(), SWEEP), axes, seeds);
  }

  /**
   * Every point, seed by seed, so that a sweep that is stopped early has tried everything at least
   * once; within a seed the last axis in the order of keys varies fastest.
   */
  public List<SpacePoint> points() {
    List<SpacePoint> grid = List.of(new SpacePoint("", base));
    for (GridAxis axis : axes) {
      List<SpacePoint> next = new ArrayList<>();
      for (SpacePoint point : grid) {
        axis.values().forEach(value -> next.add(with(point, value)));
      }
      grid = next;
    }
    if (seeds.isEmpty()) {
      return grid;
    }
    List<SpacePoint> points = new ArrayList<>();
    for (long seed : seeds) {
      grid.forEach(point -> points.add(withSeed(point, seed)));
    }
    return List.copyOf(points);
  }

  private static SpacePoint with(SpacePoint point, GridValue value) {
    Settings settings = point.settings();
    for (Map.Entry<String, Object> override : value.overrides().entrySet()) {
      settings = settings.with(override.getKey(), override.getValue(), value.place());
    }
    return new SpacePoint(joined(point.label(), value.label()), settings);
  }

  private static SpacePoint withSeed(SpacePoint point, long seed) {
    return new SpacePoint(
        joined(point.label(), TRAIN_SEED + "=" + seed),
        point.settings().with(TRAIN_SEED, seed, SEEDS));
  }

  private static String joined(String left, String right) {
    return (left + " " + right).trim();
  }

  private static List<Long> readSeeds(SettingsReader reader) {
    List<Object> given = reader.list(SEEDS).orElse(List.of());
    Set<Long> seeds = new LinkedHashSet<>();
    for (Object seed : given) {
      if (!(seed instanceof Integer) && !(seed instanceof Long)) {
        reader.problem(SEEDS, "has '" + seed + "', allowed: whole numbers");
      } else if (!seeds.add(((Number) seed).longValue())) {
        reader.problem(SEEDS, "has " + seed + " twice; give each seed once");
      }
    }
    if (given.isEmpty() && reader.given(SEEDS)) {
      reader.problem(SEEDS, "holds no seed, allowed: a list of at least one, such as [1, 2]");
    }
    return List.copyOf(seeds);
  }

  private static void refuseSecondSeed(List<GridAxis> axes, SettingsReader reader) {
    for (GridAxis axis : axes) {
      if (axis.values().stream().anyMatch(v -> v.overrides().containsKey(TRAIN_SEED))) {
        reader.problem(
            axis.written(), "varies train.seed, and so does sweep.seeds; give one of the two");
      }
    }
  }

  private static void refuseTooMany(List<GridAxis> axes, List<Long> seeds, SettingsReader reader) {
    double points = Math.max(1, seeds.size());
    for (GridAxis axis : axes) {
      points *= axis.values().size();
    }
    if (points > MAX_POINTS) {
      reader.problem(
          SWEEP,
          String.format(Locale.ROOT, "spans %.0f trials, allowed: at most %d", points, MAX_POINTS));
    }
  }
}

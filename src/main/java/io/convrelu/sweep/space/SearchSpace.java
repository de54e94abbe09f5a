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
 * What a sweep tries: a grid, a list or random draws of settings, once for each seed.
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
 * trials; a point of the space overrides it key by key, so that a value that is a section leaves
 * the keys that it does not name at their common value.
 */
public final class SearchSpace {

  /** More points than anyone means to train. */
  static final int MAX_POINTS = 100_000;

  private static final String SWEEP = "sweep";
  private static final String LIST = "sweep.list";
  private static final String SEEDS = "sweep.seeds";
  private static final String TRAIN_SEED = "train.seed";
  private static final List<String> SOURCES =
      List.of(GridReader.SECTION, LIST, RandomReader.SECTION);

  private final Settings base;
  private final PointSource source;
  private final List<Long> seeds;

  private SearchSpace(Settings base, PointSource source, List<Long> seeds) {
    this.base = base;
    this.source = source;
    this.seeds = List.copyOf(seeds);
  }

  /**
   * Reads a section {@code sweep} that holds nothing but a space.
   *
   * @throws ConfigException with everything that is wrong with the section, other keys among it
   */
  public static SearchSpace read(Settings settings) {
    SettingsReader reader = new SettingsReader(settings);
    SearchSpace space = read(settings, reader);
    reader.finish(SWEEP);
    return space;
  }

  /**
   * Reads the keys of the section {@code sweep} that make the space. Keys outside of the section
   * are not judged here: they belong to the trials, whose typed readers know them.
   *
   * @param reader of the same settings; gets the problems. The caller finishes it when all keys of
   *     the section are read, and has no use for the space when there are problems
   */
  public static SearchSpace read(Settings settings, SettingsReader reader) {
    // An empty section has no leaves: a trial's settings know nothing of the sweep around it.
    Settings base = settings.with(SWEEP, Map.of(), SWEEP);
    List<String> given = SOURCES.stream().filter(reader::given).toList();
    PointSource source = readSource(reader, base);
    List<Long> seeds = readSeeds(reader);
    if (given.size() > 1) {
      reader.problem(
          given.get(1),
          "is given beside " + given.get(0) + ", allowed: one of " + String.join(", ", SOURCES));
    }
    if (given.isEmpty() && !reader.given(SEEDS)) {
      reader.problem(
          SWEEP,
          "nothing to try, allowed: "
              + SEEDS
              + ", one of "
              + String.join(", ", SOURCES)
              + ", or both");
    }
    if (reader.given(SEEDS)) {
      for (String place : source.placesOf(TRAIN_SEED)) {
        reader.problem(place, "varies train.seed, and so does sweep.seeds; give one of the two");
      }
    }
    refuseTooMany(source, seeds, reader);
    return new SearchSpace(base, source, seeds);
  }

  /**
   * Every point, seed by seed, so that a sweep that is stopped early has tried everything at least
   * once; within a seed in the order of the grid, the list or the draws.
   */
  public List<SpacePoint> points() {
    List<SpacePoint> once = source.points(base);
    if (seeds.isEmpty()) {
      return List.copyOf(once);
    }
    List<SpacePoint> points = new ArrayList<>();
    for (long seed : seeds) {
      once.forEach(point -> points.add(withSeed(point, seed)));
    }
    return List.copyOf(points);
  }

  private static SpacePoint withSeed(SpacePoint point, long seed) {
    return new SpacePoint(
        (point.label() + " " + TRAIN_SEED + "=" + seed).trim(),
        point.settings().with(TRAIN_SEED, seed, SEEDS));
  }

  /** Of several, which is a problem, all are read, so that theirs are told as well. */
  private static PointSource readSource(SettingsReader reader, Settings base) {
    PointSource drawn = new RandomReader(reader).read(base);
    PointSource list = readList(reader);
    PointSource grid = new GridReader(reader).read();
    if (reader.given(GridReader.SECTION)) {
      return grid;
    }
    return reader.given(LIST) ? list : drawn;
  }

  private static PointSource readList(SettingsReader reader) {
    List<Object> entries = reader.list(LIST).orElse(List.of());
    if (entries.isEmpty() && reader.given(LIST)) {
      reader.problem(LIST, "holds no point, allowed: sections, such as [ { train.lr = 0.1 } ]");
    }
    return new PointList(LIST, new ValueReader(reader).sections(LIST, entries));
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

  private static void refuseTooMany(PointSource source, List<Long> seeds, SettingsReader reader) {
    double points = source.size() * Math.max(1, seeds.size());
    if (points > MAX_POINTS) {
      reader.problem(
          SWEEP,
          String.format(Locale.ROOT, "spans %.0f trials, allowed: at most %d", points, MAX_POINTS));
    }
  }
}

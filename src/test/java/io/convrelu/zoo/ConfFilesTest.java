package io.convrelu.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment file under conf/ names networks and activations that exist. */
class ConfFilesTest {

  private static final Path CONF = Path.of("conf");

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(CONF)) {
      List<String> names = files.map(f -> f.getFileName().toString()).toList();
      return names.stream()
          .filter(name -> name.endsWith(".conf") && !name.equals("spark-defaults.conf"))
          .sorted();
    }
  }

  @Test
  void thereIsOneForEachTableAndTheQuickstart() throws IOException {
    assertThat(files())
        .contains(
            "quickstart.conf",
            "table1.conf",
            "table2.conf",
            "table3.conf",
            "table4.conf",
            "table5.conf",
            "table6.conf");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyPointOfItsGridBuilds(String file) throws IOException {
    List<Settings> points = points(file);

    for (Settings point : points) {
      NetworkSettings settings = read(point);
      Networks.configure(settings, Zoo.fullShape(settings.name(), 10), Zoo.RULE);
    }
    assertThat(new TreeSet<>(points.stream().map(Settings::toJson).toList()))
        .as("distinct points")
        .hasSameSizeAs(points);
    SettingsReader reader = new SettingsReader(settings(file));
    assertThat(reader.list("sweep.seeds").orElseThrow()).hasSizeGreaterThanOrEqualTo(2);
  }

  /** As many rows as the paper's table has for a data set, times its networks. */
  @ParameterizedTest
  @CsvSource({"1,6", "2,6", "3,6", "4,3", "5,3", "6,6"})
  void aTablesFileHasItsRows(int table, int rows) throws IOException {
    assertThat(points("table" + table + ".conf")).hasSize(rows);
  }

  private static Settings settings(String file) throws IOException {
    return Settings.parse(Files.readString(CONF.resolve(file)), file);
  }

  private static NetworkSettings read(Settings point) {
    SettingsReader reader = new SettingsReader(point);
    NetworkSettings settings = NetworkSettings.read(reader);
    List.of("train", "sweep").forEach(reader::section);
    reader.finish();
    return settings;
  }

  private static List<Settings> points(String file) throws IOException {
    Settings base = settings(file);
    List<Settings> points = List.of(base);
    for (Map.Entry<String, Object> axis : axes("", grid(base)).entrySet()) {
      List<Settings> next = new ArrayList<>();
      for (Settings point : points) {
        for (Object value : (List<?>) axis.getValue()) {
          next.add(point.with(axis.getKey(), value, "grid"));
        }
      }
      points = next;
    }
    return points;
  }

  private static Map<String, Object> grid(Settings base) {
    return new SettingsReader(base).section("sweep.grid");
  }

  private static Map<String, Object> axes(String prefix, Map<?, ?> section) {
    Map<String, Object> axes = new java.util.TreeMap<>();
    section.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> nested) {
            axes.putAll(axes(prefix + key + ".", nested));
          } else {
            axes.put(prefix + key, value);
          }
        });
    return axes;
  }
}

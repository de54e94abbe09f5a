package io.convrelu.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.Parse;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Untyped settings as the user gave them: a HOCON text, overridden by {@code --set key=value}
 * options. Precedence, highest first:
 *
 * <ol>
 *   <li>{@code --set} options, later ones over earlier ones
 *   <li>the configuration file
 *   <li>the default, which the typed reader names ({@link SettingsReader})
 * </ol>
 */
public final class Settings {

  /** No settings at all: every default applies. */
  public static final Settings EMPTY = new Settings(ConfigFactory.empty());

  private final Config config;

  private Settings(Config config) {
    this.config = Objects.requireNonNull(config, "config");
  }

  /**
   * Parses HOCON.
   *
   * @param text the text
   * @param place what to call it in errors, usually the path of the file
   * @throws ConfigException when the text is not HOCON; names the line
   */
  public static Settings parse(String text, String place) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(place)
            .setIncluder(new NoIncludes());
    try {
      return new Settings(ConfigFactory.parseString(text, options).resolve());
    } catch (Parse e) {
      throw invalid("(file)", place, e);
    } catch (com.typesafe.config.ConfigException e) {
      throw invalid("(file)", place, e);
    }
  }

  /**
   * These settings with overrides on top.
   *
   * @param assignments {@code key=value} texts; the value is read as HOCON (so {@code [1,2]} is a
   *     list) and, where that fails, as plain text
   * @throws ConfigException when a text is not of the form {@code key=value}
   */
  public Settings with(List<String> assignments) {
    List<ConfigProblem> problems = new ArrayList<>();
    Config result = config;
    for (String assignment : assignments) {
      String place = "--set " + assignment;
      int equals = assignment.indexOf('=');
      if (equals <= 0) {
        problems.add(new ConfigProblem("(option)", place, "expected key=value"));
        continue;
      }
      String key = assignment.substring(0, equals).trim();
      String value = assignment.substring(equals + 1).trim();
      try {
        result = result.withoutPath(key).withValue(key, parseValue(value, place));
      } catch (com.typesafe.config.ConfigException e) {
        problems.add(new ConfigProblem(key, place, "not a usable key: " + e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Settings(result);
  }

  /**
   * These settings with one value on top; the value is a string, number, boolean, list or map.
   *
   * @param place what to call the origin of the value in errors
   */
  public Settings with(String key, Object value, String place) {
    return new Settings(
        config.withoutPath(key).withValue(key, ConfigValueFactory.fromAnyRef(value, place)));
  }

  /** All leaf values by dotted key, sorted by key; a list is one leaf. */
  public Map<String, Object> leaves() {
    Map<String, Object> leaves = new TreeMap<>();
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      leaves.put(entry.getKey(), entry.getValue().unwrapped());
    }
    return leaves;
  }

  /** The settings as one line of JSON with sorted keys, for identities and provenance. */
  public String toJson() {
    return config.root().render(ConfigRenderOptions.concise());
  }

  Config config() {
    return config;
  }

  private static ConfigValue parseValue(String value, String place) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setOriginDescription(place).setIncluder(new NoIncludes());
    try {
      return ConfigFactory.parseString("value = " + value, options)
          .resolve()
          .getValue("value")
          .withOrigin(ConfigOriginFactory.newSimple(place));
    } catch (com.typesafe.config.ConfigException e) {
      return ConfigValueFactory.fromAnyRef(value, place);
    }
  }

  private static ConfigException invalid(
      String key, String place, com.typesafe.config.ConfigException e) {
    return new ConfigException(List.of(new ConfigProblem(key, place, e.getMessage())));
  }
}

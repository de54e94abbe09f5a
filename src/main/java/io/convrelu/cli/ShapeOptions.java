package io.convrelu.cli;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.NetworkSettings;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say what a network reads and decides between, where there are no data. */
final class ShapeOptions {

  private static final Pattern INPUT = Pattern.compile("(\\d{1,6})x(\\d{1,6})x(\\d{1,6})");
  private static final int UNSET = 0;
  private static final int IMAGE_CHANNELS = 3;
  private static final int IMAGE_SIZE = 32;
  private static final int ALPHABET = 70;

  @Option(
      names = "--classes",
      paramLabel = "N",
      required = true,
      description = "Number of classes, 2 or more.")
  private int classes;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      description =
          "Shape of an example. Default: 3x32x32; for text networks 70x1xL, L being"
              + " network.text-length.")
  private String input = "";

  @Option(
      names = "--channels",
      paramLabel = "C",
      description = "Channels of an example, instead of --input.")
  private int channels = UNSET;

  @Option(
      names = "--height",
      paramLabel = "H",
      description = "Height of an example, instead of --input.")
  private int height = UNSET;

  @Option(
      names = "--width",
      paramLabel = "W",
      description = "Width of an example, instead of --input.")
  private int width = UNSET;

  /**
   * The shape that was asked for.
   *
   * @throws ConfigException naming the option that cannot be used
   */
  ExampleShape shape(NetworkSettings settings) {
    if (classes < 2) {
      throw unusable("--classes", String.valueOf(classes), "2 or more");
    }
    if (!input.isEmpty()) {
      if (channels != UNSET || height != UNSET || width != UNSET) {
        throw unusable("--input", input, "either --input or --channels, --height, --width");
      }
      Matcher matcher = INPUT.matcher(input);
      if (!matcher.matches()) {
        throw unusable("--input", input, "CHANNELSxHEIGHTxWIDTH, for example 3x32x32");
      }
      return new ExampleShape(
          side("--input", Integer.parseInt(matcher.group(1))),
          side("--input", Integer.parseInt(matcher.group(2))),
          side("--input", Integer.parseInt(matcher.group(3))),
          classes);
    }
    boolean text = settings.name().readsText();
    return new ExampleShape(
        side("--channels", channels, text ? ALPHABET : IMAGE_CHANNELS),
        side("--height", height, text ? 1 : IMAGE_SIZE),
        side("--width", width, text ? settings.textLength() : IMAGE_SIZE),
        classes);
  }

  private static int side(String option, int given, int fallback) {
    return given == UNSET ? fallback : side(option, given);
  }

  private static int side(String option, int given) {
    if (given < 1) {
      throw unusable(option, String.valueOf(given), "1 or more");
    }
    return given;
  }

  private static ConfigException unusable(String option, String value, String allowed) {
    return new ConfigException(
        List.of(
            new ConfigProblem(
                option, option + " " + value, "is " + value + ", allowed: " + allowed)));
  }
}

package io.convrelu.cli;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.conf.Settings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Option;

/** The options that give a command its configuration. */
final class ConfigOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "HOCON file with settings, on any Hadoop file system.")
  private String config = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, over the file's; may be repeated, the last one counts.")
  private List<String> assignments = new ArrayList<>();

  /** File and {@code --set} options together. */
  Settings settings(Configuration hadoop) throws IOException {
    Settings file = config.isEmpty() ? Settings.EMPTY : Settings.parse(read(hadoop), config);
    return file.with(assignments);
  }

  private String read(Configuration hadoop) throws IOException {
    Path path = new Path(config);
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      throw new ConfigException(
          List.of(new ConfigProblem("--config", config, "no such file; give an existing one")));
    }
  }
}

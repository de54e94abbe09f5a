package io.convrelu.cli;

import io.convrelu.cli.failure.GivenPaths;
import io.convrelu.cli.failure.PathFailure;
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

  private ConfigException unusable(String why) {
    return new ConfigException(List.of(new ConfigProblem("--config", config, why)));
  }

  private String read(Configuration hadoop) throws IOException {
    new GivenPaths(hadoop).readable("--config", config).check();
    Path path = new Path(config);
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      throw unusable("no such file; give an existing one");
    } catch (IOException e) {
      throw unusable(PathFailure.explain(e).orElse(e.toString()));
    }
  }
}

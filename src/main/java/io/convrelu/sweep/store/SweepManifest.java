package io.convrelu.sweep.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.conf.Settings;
import io.convrelu.data.BadInputException;
import io.convrelu.sweep.result.SweepData;
import io.convrelu.sweep.result.TrialResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * {@code sweep.json}: what a sweep's output folder was made from. It marks the folder as a sweep,
 * binds it to one data set, and tells people the settings and the space that were tried last.
 */
public final class SweepManifest {

  static final String FILE = "sweep.json";

  private static final int SCHEMA_VERSION = 1;

  private final StoreFiles files;
  private final ObjectMapper mapper = new ObjectMapper();

  public SweepManifest(StoreFiles files) {
    this.files = files;
  }

  /**
   * Refuses a folder that belongs to a sweep over other data.
   *
   * @param ended results in the folder, which say what their data were even without a manifest
   * @throws ConfigException when the data are not the same
   * @throws BadInputException when the manifest cannot be read
   */
  public void requireSameData(SweepData data, List<TrialResult> ended) throws IOException {
    Optional<String> recorded = fingerprint().or(() -> TrialStore.datasetFingerprint(ended));
    if (recorded.isPresent() && !recorded.get().equals(data.fingerprint())) {
      String message =
          "holds a sweep over other data (fingerprint "
              + brief(recorded.get())
              + ", now "
              + data.name()
              + " with "
              + brief(data.fingerprint())
              + "); give another --output, or the data of the first run";
      throw new ConfigException(
          List.of(new ConfigProblem("--output", files.root().toString(), message)));
    }
  }

  /** Records data, settings and space, in one step. */
  public void write(SweepData data, Settings settings) throws IOException {
    ObjectNode root = mapper.createObjectNode();
    root.put("schemaVersion", SCHEMA_VERSION);
    root.putObject("dataset").put("name", data.name()).put("fingerprint", data.fingerprint());
    root.set("settings", mapper.readTree(settings.toJson()));
    String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    files.replace(files.path(FILE), (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> fingerprint() throws IOException {
    Path file = files.path(FILE);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode root = mapper.readTree(files.read(file));
      JsonNode fingerprint = root.path("dataset").path("fingerprint");
      if (root.path("schemaVersion").asInt() == SCHEMA_VERSION && fingerprint.isTextual()) {
        return Optional.of(fingerprint.asText());
      }
    } catch (JsonProcessingException e) {
      throw damaged(file, e);
    }
    throw damaged(file, new IOException("no data set's fingerprint, or another schema version"));
  }

  private static BadInputException damaged(Path file, IOException cause) {
    return new BadInputException(
        file.toString(),
        "",
        "does not describe a sweep of schema version "
            + SCHEMA_VERSION
            + "; delete it to go on with the trials beside it, or give another --output",
        cause);
  }

  private static String brief(String fingerprint) {
    return fingerprint.substring(0, Math.min(12, fingerprint.length()));
  }
}

package io.convrelu.sweep.sink.mlflow;

import io.convrelu.conf.SettingsReader;
import io.convrelu.data.Sha256;
import io.convrelu.sweep.result.TrialDescription;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.PlannedTrial;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.mlflow.api.proto.Service.RunStatus;

/** What a run is called and what is said of it besides numbers. */
final class TrialTags {

  static final String TRIAL = "convrelu.trial";
  static final String SWEEP = "convrelu.sweep";
  static final String STATE = "convrelu.state";

  private TrialTags() {}

  /** A sweep's identity: of its output folder, because trials of two sweeps may be the same. */
  static String sweep(String output) {
    return Sha256.hex(output.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  static Map<String, String> atStart(String output, PlannedTrial trial) {
    return Map.of(
        TRIAL,
        trial.id(),
        SWEEP,
        sweep(output),
        "convrelu.output",
        output,
        "mlflow.source.name",
        "convrelu-spark",
        STATE,
        state(TrialState.RUNNING));
  }

  static Map<String, String> atEnd(TrialResult result) {
    Map<String, String> tags = new TreeMap<>();
    tags.put(STATE, state(result.state()));
    tags.put("convrelu.dataset", result.dataset() + (result.synthetic() ? " (synthetic)" : ""));
    tags.put("convrelu.dataset-fingerprint", result.datasetFingerprint());
    // Told even when empty: an earlier attempt may have left one.
    tags.put("convrelu.message", result.message());
    if (result.provenance().recorded()) {
      tags.put("convrelu.code-version", result.provenance().code().toString());
    }
    if (!result.parametersSha256().isEmpty()) {
      tags.put("convrelu.parameters-sha256", result.parametersSha256());
    }
    return tags;
  }

  /**
   * What the trial was given, and its choices of network and activation where it left them open.
   */
  static Map<String, String> params(PlannedTrial trial) {
    TrialDescription description = trial.description();
    Map<String, String> params = new TreeMap<>();
    params.put("network.name", description.network());
    params.put("activation.name", description.activation());
    params.put("activation.strategy", description.strategy());
    params.put("activation.threshold-init", description.thresholdInit());
    trial.trial().settings().leaves().forEach((key, value) -> params.put(key, value.toString()));
    params.put("train.seed", Long.toString(description.seed()));
    return params;
  }

  static String name(PlannedTrial trial) {
    return trial.label().isEmpty() ? trial.id() : trial.label();
  }

  static String state(TrialState state) {
    return SettingsReader.kebab(state);
  }

  static RunStatus status(TrialState state) {
    return switch (state) {
      case PENDING -> RunStatus.SCHEDULED;
      case RUNNING -> RunStatus.RUNNING;
      case COMPLETED -> RunStatus.FINISHED;
      case PRUNED, TIMED_OUT -> RunStatus.KILLED;
      case DIVERGED, FAILED, LOST -> RunStatus.FAILED;
    };
  }
}

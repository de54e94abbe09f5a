package io.convrelu.sweep.sink.mlflow;

import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunTag;

/**
 * A run that the server has from an earlier start of the sweep.
 *
 * @param id the server's name for it
 * @param epochs that it holds the measures of
 * @param state of the trial, as told last; empty when none was
 */
record KnownRun(String id, long epochs, String state) {

  static KnownRun of(Run run) {
    return new KnownRun(
        run.getInfo().getRunId(),
        run.getData().getMetricsList().stream().mapToLong(Metric::getStep).max().orElse(0),
        run.getData().getTagsList().stream()
            .filter(tag -> tag.getKey().equals(TrialTags.STATE))
            .map(RunTag::getValue)
            .findFirst()
            .orElse(""));
  }
}

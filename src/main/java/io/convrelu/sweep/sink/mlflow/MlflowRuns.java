package io.convrelu.sweep.sink.mlflow;

import io.convrelu.sweep.result.EpochMeasure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.Page;

/** What is asked of the server; every method is one request or a few. */
final class MlflowRuns {

  /** Bounds of the server's interface. */
  private static final int PARAMS_A_REQUEST = 100;

  private static final int METRICS_A_REQUEST = 1000;
  private static final int RUNS_A_PAGE = 1000;
  private static final int LONGEST_PARAM = 500;
  private static final int LONGEST_TAG = 5000;

  private final MlflowConnection server;

  MlflowRuns(MlflowConnection server) {
    this.server = server;
  }

  /** The identity of an experiment, which is made where there is none of this name. */
  String experiment(String name) {
    Optional<Experiment> found = server.call(client -> client.getExperimentByName(name));
    return found.isPresent()
        ? found.get().getExperimentId()
        : server.call(client -> client.createExperiment(name));
  }

  /** The runs of an experiment that have a tag of this value, by the value of another tag. */
  Map<String, KnownRun> find(String experiment, String tag, String value, String keyTag) {
    Map<String, KnownRun> known = new HashMap<>();
    String filter = "tags.`" + tag + "` = '" + value + "'";
    Page<Run> page =
        server.call(
            client ->
                client.searchRuns(List.of(experiment), filter, ViewType.ACTIVE_ONLY, RUNS_A_PAGE));
    while (true) {
      for (Run run : page.getItems()) {
        tag(run, keyTag).ifPresent(key -> known.putIfAbsent(key, KnownRun.of(run)));
      }
      if (!page.hasNextPage()) {
        return known;
      }
      Page<Run> last = page;
      page = server.call(client -> last.getNextPage());
    }
  }

  /** Makes a run, and says its identity. */
  String create(String experiment, String name, long startMillis, Map<String, String> tags) {
    CreateRun request =
        CreateRun.newBuilder()
            .setExperimentId(experiment)
            .setRunName(name)
            .setStartTime(startMillis)
            .addAllTags(tags(tags))
            .build();
    return server.call(client -> client.createRun(request)).getRunId();
  }

  /** Records settings; the same ones may be recorded again. */
  void params(String run, Map<String, String> params) {
    List<Param> all = new ArrayList<>();
    params.forEach(
        (key, value) ->
            all.add(Param.newBuilder().setKey(key).setValue(cut(value, LONGEST_PARAM)).build()));
    for (List<Param> some : parts(all, PARAMS_A_REQUEST)) {
      log(run, List.of(), some, List.of());
    }
  }

  void tag(String run, Map<String, String> tags) {
    log(run, List.of(), List.of(), tags(tags));
  }

  void metrics(String run, List<ToldEpoch> epochs) {
    List<Metric> all = new ArrayList<>();
    for (ToldEpoch told : epochs) {
      EpochMeasure.of(told.epoch())
          .forEach(
              (measure, value) -> {
                if (Double.isFinite(value)) {
                  all.add(
                      Metric.newBuilder()
                          .setKey(measure.key())
                          .setValue(value)
                          .setTimestamp(told.millis())
                          .setStep(told.epoch().epoch())
                          .build());
                }
              });
    }
    for (List<Metric> some : parts(all, METRICS_A_REQUEST)) {
      log(run, some, List.of(), List.of());
    }
  }

  /** Says where a run stands; an end has a time. */
  void status(String run, RunStatus status, long millis) {
    switch (status) {
      case FINISHED, FAILED, KILLED ->
          server.call(
              client -> {
                client.setTerminated(run, status, millis);
                return run;
              });
      default -> {
        // The client has no method for a run that is not over. Identities are hexadecimal digits.
        String json = "{\"run_id\":\"" + run + "\",\"status\":\"" + status.name() + "\"}";
        server.call(client -> client.sendPost("runs/update", json));
      }
    }
  }

  private void log(String run, List<Metric> metrics, List<Param> params, List<RunTag> tags) {
    server.call(
        client -> {
          client.logBatch(run, metrics, params, tags);
          return run;
        });
  }

  private static List<RunTag> tags(Map<String, String> tags) {
    List<RunTag> all = new ArrayList<>();
    tags.forEach(
        (key, value) ->
            all.add(RunTag.newBuilder().setKey(key).setValue(cut(value, LONGEST_TAG)).build()));
    return all;
  }

  private static Optional<String> tag(Run run, String key) {
    return run.getData().getTagsList().stream()
        .filter(tag -> tag.getKey().equals(key))
        .map(RunTag::getValue)
        .findFirst();
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i += size) {
      parts.add(all.subList(i, Math.min(all.size(), i + size)));
    }
    return parts;
  }
}

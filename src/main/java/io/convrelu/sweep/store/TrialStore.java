package io.convrelu.sweep.store;

import io.convrelu.data.BadInputException;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.trial.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;

/**
 * The trials of a sweep, a folder each. Every file in it is written once, in one step, and carries
 * its own checksum; only the result of a trial that failed is replaced when it is tried again.
 *
 * <pre>
 * trials/ID/result.json             how it ended; without it, it has not
 * trials/ID/attempts/0001.start.json, 0001.end.json, 0001.log
 * trials/ID/reports/00003.json      what it told the queue after epoch 3, and what that said
 * trials/ID/reports/00003.result.json  what it had come to, where it was paused there
 * </pre>
 *
 * <p>What else is in the folder is the runner's.
 */
public final class TrialStore {

  static final String TRIALS = "trials";
  static final String RESULT = "result.json";
  static final String ATTEMPTS = "attempts";
  static final String REPORTS = "reports";

  private final StoreFiles files;
  private final ResultJson results = new ResultJson();
  private final CheckedJson<AttemptStart> starts = AttemptStart.JSON;
  private final CheckedJson<AttemptEnd> ends = AttemptEnd.JSON;
  private final CheckedJson<EpochReport> reports = EpochReport.JSON;

  public TrialStore(StoreFiles files) {
    this.files = files;
  }

  /** The folder of a trial. */
  public String folder(String id) {
    return path(id, "").toString();
  }

  /**
   * Every trial that has a folder, by identity. Temporary files that a killed writer left are
   * removed.
   *
   * @throws BadInputException for a file that cannot be read, with its name and the remedy
   */
  public SortedMap<String, StoredTrial> read() throws IOException, InterruptedException {
    return new TrialStoreReader(files).read();
  }

  /** Every ended trial, sorted by identity; see {@link #read}. */
  public List<TrialResult> load() throws IOException, InterruptedException {
    return results(read());
  }

  /** The results among what was read. */
  public static List<TrialResult> results(Map<String, StoredTrial> read) {
    return read.values().stream().map(StoredTrial::result).flatMap(Optional::stream).toList();
  }

  /** An attempt is about to run. */
  public void begin(Trial trial, AttemptStart start) throws IOException {
    files.replace(attempt(trial.id(), start.attempt(), ".start.json"), starts.compact(start));
  }

  /** An attempt has come to nothing. */
  public void fail(Trial trial, AttemptEnd end, Optional<String> trace) throws IOException {
    if (trace.isPresent()) {
      byte[] text = trace.get().getBytes(StandardCharsets.UTF_8);
      files.replace(attempt(trial.id(), end.attempt(), ".log"), text);
    }
    files.replace(attempt(trial.id(), end.attempt(), ".end.json"), ends.compact(end));
  }

  /** A trial has told the queue of an epoch. */
  public void report(Trial trial, EpochReport report) throws IOException {
    files.replace(report(trial.id(), report.epoch(), ".json"), reports.compact(report));
  }

  /** What a trial has come to that is paused after an epoch. */
  public void pause(TrialResult soFar) throws IOException {
    files.replace(report(soFar.trial(), soFar.epochs(), ".result.json"), results.write(soFar));
  }

  /** Records how a trial ended. After this returns the trial has ended, before it has not. */
  public void commit(TrialResult result) throws IOException {
    files.replace(path(result.trial(), "/" + RESULT), results.write(result));
  }

  /** Deletes what only an unfinished trial needs. */
  public void discardCheckpoints(String id) throws IOException {
    files.delete(path(id, "/checkpoints"));
  }

  /** A data set that an ended trial was trained on, unless no trial has ended. */
  static Optional<String> datasetFingerprint(List<TrialResult> results) {
    return results.stream().map(TrialResult::datasetFingerprint).findFirst();
  }

  private Path path(String id, String below) {
    return files.path(TRIALS + "/" + id + below);
  }

  private Path attempt(String id, int attempt, String suffix) {
    return path(id, String.format(Locale.ROOT, "/%s/%04d%s", ATTEMPTS, attempt, suffix));
  }

  private Path report(String id, int epoch, String suffix) {
    return path(id, String.format(Locale.ROOT, "/%s/%05d%s", REPORTS, epoch, suffix));
  }
}

package io.convrelu.sweep.store;

import io.convrelu.data.BadInputException;
import io.convrelu.sweep.result.TrialResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Reads a whole {@link TrialStore}, several trials at a time: on an object store each file takes
 * tens of milliseconds, which ten thousand trials one after the other would feel.
 */
final class TrialStoreReader {

  private static final int AT_ONCE = 16;
  private static final String RESULT_SUFFIX = ".result.json";

  private final StoreFiles files;
  private final ResultJson results = new ResultJson();
  private final CheckedJson<AttemptStart> starts = AttemptStart.JSON;
  private final CheckedJson<AttemptEnd> ends = AttemptEnd.JSON;
  private final CheckedJson<EpochReport> reports = EpochReport.JSON;

  TrialStoreReader(StoreFiles files) {
    this.files = files;
  }

  /** See {@link TrialStore#read}. */
  SortedMap<String, StoredTrial> read() throws IOException, InterruptedException {
    SortedMap<String, Future<StoredTrial>> read = new TreeMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (FileStatus entry : files.list(files.path(TrialStore.TRIALS))) {
        if (entry.isDirectory()) {
          Path folder = entry.getPath();
          read.put(folder.getName(), threads.submit(reading(folder)));
        }
      }
      SortedMap<String, StoredTrial> trials = new TreeMap<>();
      for (var trial : read.entrySet()) {
        trials.put(trial.getKey(), joined(trial.getValue()));
      }
      return trials;
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<StoredTrial> reading(Path folder) {
    return () -> trial(folder);
  }

  private static StoredTrial joined(Future<StoredTrial> future)
      throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof BadInputException input) {
        throw input;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private StoredTrial trial(Path folder) throws IOException {
    Path file = new Path(folder, TrialStore.RESULT);
    Optional<TrialResult> result = Optional.empty();
    boolean attempts = false;
    boolean reported = false;
    for (FileStatus entry : files.list(folder)) {
      String name = entry.getPath().getName();
      if (name.equals(files.temporary(file).getName())) {
        files.delete(entry.getPath());
      } else if (name.equals(TrialStore.RESULT)) {
        result = Optional.of(result(folder.getName(), file));
      }
      attempts |= name.equals(TrialStore.ATTEMPTS);
      reported |= name.equals(TrialStore.REPORTS);
    }
    boolean settled = result.filter(r -> r.state().settled()).isPresent();
    return withReports(
        reported ? files.list(new Path(folder, TrialStore.REPORTS)) : List.of(),
        withAttempts(
            attempts && !settled ? files.list(new Path(folder, TrialStore.ATTEMPTS)) : List.of(),
            result),
        folder.getName());
  }

  private StoredTrial withAttempts(List<FileStatus> entries, Optional<TrialResult> result)
      throws IOException {
    List<AttemptStart> started = new ArrayList<>();
    List<AttemptEnd> ended = new ArrayList<>();
    for (FileStatus entry : entries) {
      Path file = entry.getPath();
      if (file.getName().startsWith(".")) {
        continue;
      }
      if (file.getName().endsWith(".start.json")) {
        started.add(record(starts, file));
      } else if (file.getName().endsWith(".end.json")) {
        ended.add(record(ends, file));
      }
    }
    return new StoredTrial(result, started, ended, List.of(), Optional.empty());
  }

  private StoredTrial withReports(List<FileStatus> entries, StoredTrial trial, String id)
      throws IOException {
    List<EpochReport> read = new ArrayList<>();
    Optional<TrialResult> paused = Optional.empty();
    for (FileStatus entry : entries) {
      Path file = entry.getPath();
      if (file.getName().startsWith(".")) {
        continue;
      }
      if (file.getName().endsWith(RESULT_SUFFIX)) {
        paused = Optional.of(result(id, file));
      } else if (file.getName().endsWith(".json")) {
        read.add(record(reports, file));
      }
    }
    return new StoredTrial(trial.result(), trial.starts(), trial.ends(), read, paused);
  }

  private TrialResult result(String id, Path file) throws IOException {
    try {
      TrialResult result = results.read(files.read(file));
      if (!result.trial().equals(id)) {
        throw new IOException("is the result of trial " + result.trial());
      }
      return result;
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private <T> T record(CheckedJson<T> json, Path file) throws IOException {
    try {
      return json.read(files.read(file), (content, version) -> {});
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private BadInputException unusable(Path file, IOException cause) {
    if (cause instanceof NewerVersionException) {
      return new BadInputException(
          file.toString(),
          "",
          cause.getMessage() + "; use the program that wrote it, or give another output",
          cause);
    }
    Path folder = file.getParent();
    while (!folder.getParent().getName().equals(TrialStore.TRIALS)) {
      folder = folder.getParent();
    }
    return new BadInputException(
        file.toString(),
        "",
        cause.getMessage() + "; delete the folder " + folder + " to run this trial again",
        cause);
  }
}

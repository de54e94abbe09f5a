package io.convrelu.sweep.sink.tensorboard;

import io.convrelu.data.AtomicFile;
import io.convrelu.sweep.SweepListener;
import io.convrelu.sweep.result.EpochMeasure;
import io.convrelu.sweep.result.TrialDescription;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Writes a folder of TensorBoard events for every trial. A trial's last epoch is followed by how
 * the trial ended, one step later.
 */
public final class TensorBoardSink implements SweepListener {

  private final Configuration hadoop;
  private final Path root;
  private final Clock clock;
  private final Map<String, TrialEvents> open = new HashMap<>();

  /**
   * @param root where each trial has a folder of its identity's name; need not exist
   */
  public TensorBoardSink(Configuration hadoop, Path root, Clock clock) {
    this.hadoop = hadoop;
    this.root = root;
    this.clock = clock;
  }

  /** Trials that ended before anybody asked for events get theirs now. */
  @Override
  public void planned(TrialPlan plan, List<TrialResult> ended) {
    try {
      Set<String> told = folders();
      Map<String, PlannedTrial> trials = new HashMap<>();
      plan.trials().forEach(trial -> trials.put(trial.id(), trial));
      for (TrialResult result : ended) {
        if (!told.contains(result.trial()) && trials.containsKey(result.trial())) {
          rewrite(trials.get(result.trial()), result);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void started(PlannedTrial trial, int attempt) {
    close(trial);
  }

  @Override
  public void epoch(PlannedTrial trial, EpochPoint epoch) {
    try {
      at(trial, epoch.epoch()).append(scalars(List.of(epoch)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void paused(PlannedTrial trial) {
    close(trial);
  }

  @Override
  public void attemptEnded(PlannedTrial trial, int attempt, String message) {
    close(trial);
  }

  @Override
  public void ended(PlannedTrial trial, TrialResult result) {
    try {
      long last = lastStep(result);
      TrialEvents events = at(trial, last + 1);
      boolean whole = result.curve().stream().allMatch(epoch -> events.holds(epoch.epoch()));
      if (whole) {
        events.append(end(result));
        close(trial);
      } else {
        close(trial);
        rewrite(trial, result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void finished(List<TrialResult> outcome) {
    try {
      for (TrialEvents events : open.values()) {
        events.close();
      }
      open.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TrialEvents at(PlannedTrial trial, long step) throws IOException {
    TrialEvents events = open.get(trial.id());
    if (events != null && step > events.last()) {
      return events;
    }
    close(trial);
    TrialEvents opened = TrialEvents.open(hadoop, folder(trial.id()), step, clock.instant());
    open.put(trial.id(), opened);
    if (!opened.holds(0)) {
      opened.append(start(trial));
    }
    return opened;
  }

  private void rewrite(PlannedTrial trial, TrialResult result) throws IOException {
    try (TrialEvents events = TrialEvents.open(hadoop, folder(trial.id()), 0, clock.instant())) {
      SortedMap<Long, byte[]> all = start(trial);
      all.putAll(scalars(result.curve()));
      all.putAll(end(result));
      events.append(all);
    }
  }

  private SortedMap<Long, byte[]> start(PlannedTrial trial) {
    SortedMap<Long, byte[]> events = new TreeMap<>();
    events.put(0L, EventMessages.start(clock.instant(), settings(trial)));
    return events;
  }

  private SortedMap<Long, byte[]> scalars(List<EpochPoint> epochs) {
    SortedMap<Long, byte[]> events = new TreeMap<>();
    for (EpochPoint epoch : epochs) {
      events.put(
          (long) epoch.epoch(),
          EventMessages.scalars(clock.instant(), epoch.epoch(), EpochMeasure.of(epoch)));
    }
    return events;
  }

  private SortedMap<Long, byte[]> end(TrialResult result) {
    long step = lastStep(result) + 1;
    SortedMap<Long, byte[]> events = new TreeMap<>();
    events.put(step, EventMessages.end(clock.instant(), step, SessionStatus.of(result.state())));
    return events;
  }

  private void close(PlannedTrial trial) {
    TrialEvents events = open.remove(trial.id());
    if (events != null) {
      try {
        events.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Path folder(String id) {
    return new Path(root, id);
  }

  private Set<String> folders() throws IOException {
    Set<String> names = new HashSet<>();
    try {
      for (FileStatus entry : AtomicFile.fileSystem(hadoop, root).listStatus(root)) {
        names.add(entry.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return names;
    }
    return names;
  }

  private static long lastStep(TrialResult result) {
    return result.curve().stream().mapToLong(EpochPoint::epoch).max().orElse(0);
  }

  /**
   * What the trial was given, and its choices of network and activation where it left them open.
   */
  private static Map<String, Object> settings(PlannedTrial trial) {
    TrialDescription description = trial.description();
    Map<String, Object> settings = new TreeMap<>();
    settings.put("network.name", description.network());
    settings.put("activation.name", description.activation());
    settings.put("activation.strategy", description.strategy());
    settings.put("activation.threshold-init", description.thresholdInit());
    settings.putAll(trial.trial().settings().leaves());
    settings.put("train.seed", description.seed());
    return settings;
  }
}

package io.convrelu.sweep.sink.tensorboard;

import io.convrelu.data.AtomicFile;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The events of one trial: a folder with one file that grows. Each opening begins a new file, named
 * by its time, which takes over what earlier ones hold and takes their place. So a training that
 * goes back, to a checkpoint or to its start, tells no step twice.
 */
final class TrialEvents implements Closeable {

  private static final Pattern NAME =
      Pattern.compile("events\\.out\\.tfevents\\.(\\d{13})\\.convrelu");

  private final GrowingFile file;
  private final NavigableSet<Long> steps;

  private TrialEvents(GrowingFile file, NavigableSet<Long> steps) {
    this.file = file;
    this.steps = steps;
  }

  /**
   * Begins a trial's events, or goes on with them.
   *
   * @param step the next that will be told; what is stored of it and of later ones is dropped
   */
  static TrialEvents open(Configuration hadoop, Path folder, long step, Instant now)
      throws IOException {
    FileSystem fs = AtomicFile.fileSystem(hadoop, folder);
    List<Path> earlier = files(fs, folder);
    NavigableMap<Long, List<byte[]>> kept = stored(fs, earlier).headMap(step, false);
    List<byte[]> contents = new ArrayList<>();
    contents.add(EventMessages.version(now));
    contents.add(EventMessages.restart(now));
    kept.values().forEach(contents::addAll);
    GrowingFile file = GrowingFile.create(hadoop, new Path(folder, name(earlier, now)));
    file.append(EventRecords.framed(contents));
    for (Path path : earlier) {
      fs.delete(path, false);
    }
    return new TrialEvents(file, new TreeSet<>(kept.keySet()));
  }

  /** Whether a step has been told; 0 stands for the trial's settings. */
  boolean holds(long step) {
    return steps.contains(step);
  }

  /** The last step that has been told; -1 when there is none. */
  long last() {
    return steps.isEmpty() ? -1 : steps.last();
  }

  /** Tells steps, which come after all that have been told. */
  void append(SortedMap<Long, byte[]> events) throws IOException {
    file.append(EventRecords.framed(List.copyOf(events.values())));
    steps.addAll(events.keySet());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static List<Path> files(FileSystem fs, Path folder) throws IOException {
    try {
      return Arrays.stream(fs.listStatus(folder))
          .map(FileStatus::getPath)
          .filter(path -> NAME.matcher(path.getName()).matches())
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** A sweep that was killed at an opening leaves two files; the later one counts. */
  private static NavigableMap<Long, List<byte[]>> stored(FileSystem fs, List<Path> files)
      throws IOException {
    NavigableMap<Long, List<byte[]>> events = new TreeMap<>();
    for (Path file : files) {
      NavigableMap<Long, List<byte[]>> own = new TreeMap<>();
      for (byte[] content : EventRecords.read(bytes(fs, file))) {
        StoredEvent.of(content)
            .ifPresent(
                event ->
                    own.computeIfAbsent(event.step(), s -> new ArrayList<>()).add(event.content()));
      }
      events.putAll(own);
    }
    return events;
  }

  private static byte[] bytes(FileSystem fs, Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      return in.readAllBytes();
    }
  }

  /** Later names come later, which is how TensorBoard orders files, even if the clock went back. */
  private static String name(List<Path> earlier, Instant now) {
    long time = now.toEpochMilli();
    if (!earlier.isEmpty()) {
      Matcher last = NAME.matcher(earlier.get(earlier.size() - 1).getName());
      time = last.matches() ? Math.max(time, Long.parseLong(last.group(1)) + 1) : time;
    }
    return String.format(Locale.ROOT, "events.out.tfevents.%013d.convrelu", time);
  }
}

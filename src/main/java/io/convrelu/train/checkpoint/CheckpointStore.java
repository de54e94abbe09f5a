package io.convrelu.train.checkpoint;

import io.convrelu.data.AtomicFile;
import io.convrelu.data.BadInputException;
import io.convrelu.train.checkpoint.DamagedCheckpointException.Cause;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one training, in a folder on any Hadoop file system: {@code
 * 00000012/arrays.bin} (the numbers) and {@code 00000012/checkpoint.json} (the manifest), named by
 * the averaging rounds done.
 *
 * <p>Nothing is ever renamed, so that nothing depends on a rename being atomic, or working at all.
 * A checkpoint counts when its manifest, which is written last, matches its own checksum, and the
 * numbers match those that it lists. Object stores show a file only once it is complete; where a
 * half-written one can be seen (local disks, HDFS), the checksums tell.
 *
 * <p>One training writes at a time.
 */
public final class CheckpointStore {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final Pattern NAME = Pattern.compile("[0-9]{8,18}");

  private final FileSystem fs;
  private final Path root;
  private final CheckpointPruning pruning;

  private CheckpointStore(FileSystem fs, Path root, CheckpointPruning pruning) {
    this.fs = fs;
    this.root = root;
    this.pruning = pruning;
  }

  /**
   * The store in a folder, which need not exist yet.
   *
   * @param kept how many of the last checkpoints stay beside the best by validation score; at least
   *     1
   */
  public static CheckpointStore at(Configuration hadoop, String folder, int kept)
      throws IOException {
    if (kept < 1) {
      throw new IllegalArgumentException("at least one checkpoint is kept, not " + kept);
    }
    Path path = new Path(folder);
    FileSystem fs = AtomicFile.fileSystem(hadoop, path);
    return new CheckpointStore(fs, fs.makeQualified(path), new CheckpointPruning(kept));
  }

  /**
   * Writes a checkpoint, then deletes those that are no longer wanted. What a killed training has
   * left under the same name is cleared first. Failing to delete old ones is logged and no error.
   *
   * @throws IOException when it could not be written; names folder and remedy. Nothing of it is
   *     left, and older checkpoints are
   */
  public void write(Checkpoint checkpoint) throws IOException {
    Path path = new Path(root, checkpoint.position().name());
    CheckpointFolder folder = new CheckpointFolder(fs, path);
    try {
      folder.delete();
      folder.write(checkpoint);
    } catch (IOException | RuntimeException e) {
      IOException failure =
          new IOException(
              "cannot write checkpoint "
                  + path
                  + ": "
                  + e.getMessage()
                  + "; see to it that there is room and that the folder can be written, then go on"
                  + " from the last checkpoint with --resume",
              e);
      try {
        folder.delete();
      } catch (IOException | RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
    try {
      pruning.prune(folders(), checkpoint.position());
    } catch (IOException | RuntimeException e) {
      LOG.warn("checkpoints in {} could not be listed to delete old ones: {}", root, e.toString());
    }
  }

  /**
   * The newest checkpoint that is sound in whole. There is none where there are no checkpoints, and
   * where the only one is unfinished: then it was the first, and nothing else can be lost.
   *
   * @throws BadInputException when there are checkpoints but none is sound, or when one that is
   *     newer than the newest sound one was written by a newer program
   * @throws IOException when the folder cannot be listed
   */
  public NewestCheckpoint newest() throws IOException {
    List<SkippedCheckpoint> skipped = new ArrayList<>();
    boolean lost = false;
    for (CheckpointFolder folder : folders()) {
      try {
        return new NewestCheckpoint(Optional.of(folder.read()), skipped);
      } catch (DamagedCheckpointException e) {
        skipped.add(new SkippedCheckpoint(folder.name(), e.getMessage()));
        lost |= e.why() == Cause.CHANGED;
      } catch (IOException e) {
        skipped.add(new SkippedCheckpoint(folder.name(), "cannot be read: " + e.getMessage()));
        lost = true;
      }
    }
    if (!lost && skipped.size() <= 1) {
      return new NewestCheckpoint(Optional.empty(), skipped);
    }
    throw new BadInputException(
        root.toString(),
        "",
        "no checkpoint is sound ("
            + skipped.stream().map(SkippedCheckpoint::toString).collect(Collectors.joining("; "))
            + "); restore one from a copy, or delete this folder to start from the beginning");
  }

  /** Newest first. */
  private List<CheckpointFolder> folders() throws IOException {
    FileStatus[] inside;
    try {
      inside = fs.listStatus(root);
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return Arrays.stream(inside)
        .filter(FileStatus::isDirectory)
        .map(FileStatus::getPath)
        .filter(path -> NAME.matcher(path.getName()).matches())
        .sorted(Comparator.comparingLong((Path path) -> Long.parseLong(path.getName())).reversed())
        .map(path -> new CheckpointFolder(fs, path))
        .toList();
  }
}

package io.convrelu.train.checkpoint;

import io.convrelu.data.BadInputException;
import io.convrelu.data.FileOutput;
import io.convrelu.train.checkpoint.DamagedCheckpointException.Cause;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * The two files of one checkpoint. {@code checkpoint.json} is created after {@code arrays.bin} is
 * complete, and deleted before it: the checkpoint is there while the manifest is there and matches.
 */
final class CheckpointFolder {

  private final FileSystem fs;
  private final Path folder;
  private final Path manifest;
  private final Path arrays;
  private final ManifestJson json = new ManifestJson();

  CheckpointFolder(FileSystem fs, Path folder) {
    this.fs = fs;
    this.folder = folder;
    this.manifest = new Path(folder, ManifestJson.NAME);
    this.arrays = new Path(folder, ArraysFile.NAME);
  }

  String name() {
    return folder.getName();
  }

  /** Writes into the folder, which must not be there. When this returns, all of it is there. */
  void write(Checkpoint checkpoint) throws IOException {
    StoredArrays stored;
    try (FSDataOutputStream out = FileOutput.replace(fs, arrays)) {
      stored = ArraysFile.write(out, checkpoint.arrays());
      sync(out);
    }
    byte[] content = json.write(CheckpointManifest.of(checkpoint, stored));
    try (FSDataOutputStream out = FileOutput.replace(fs, manifest)) {
      out.write(content);
      sync(out);
    }
    // Older checkpoints go once this one counts, so a disk that lost it must be noticed now.
    if (!Arrays.equals(bytes(manifest), content)
        || fs.getFileStatus(arrays).getLen() != stored.bytes()) {
      throw new IOException("what was written does not read back");
    }
  }

  /**
   * Reads and checks the manifest, and that it is that of this folder.
   *
   * @throws BadInputException when a newer program wrote it
   */
  CheckpointManifest manifest() throws IOException, DamagedCheckpointException {
    byte[] content;
    try {
      content = bytes(manifest);
    } catch (FileNotFoundException e) {
      throw new DamagedCheckpointException(
          Cause.UNFINISHED, "no manifest: its writing was interrupted", e);
    }
    CheckpointManifest read = json.read(content, manifest.toString());
    if (!read.position().name().equals(name())) {
      throw new DamagedCheckpointException(
          Cause.CHANGED, "its manifest is that of checkpoint " + read.position().name());
    }
    return read;
  }

  /** Reads and checks all of it. */
  Checkpoint read() throws IOException, DamagedCheckpointException {
    CheckpointManifest expected = manifest();
    try {
      long length = fs.getFileStatus(arrays).getLen();
      if (length != expected.arrays().bytes()) {
        throw new DamagedCheckpointException(
            Cause.CHANGED,
            ArraysFile.NAME
                + " has "
                + length
                + " bytes, its manifest says "
                + expected.arrays().bytes());
      }
      try (InputStream in = fs.open(arrays)) {
        Map<String, float[]> values = ArraysFile.read(in, expected.arrays());
        return expected.with(values);
      }
    } catch (FileNotFoundException e) {
      throw new DamagedCheckpointException(
          Cause.CHANGED, "no " + ArraysFile.NAME + ", though its manifest is there", e);
    }
  }

  /** Deletes the checkpoint or what there is of it; nothing happens when there is none. */
  void delete() throws IOException {
    if (fs.exists(folder)) {
      delete(manifest);
      delete(arrays);
      delete(folder);
    }
  }

  private void delete(Path path) throws IOException {
    if (!fs.delete(path, true) && fs.exists(path)) {
      throw new IOException("cannot delete " + path);
    }
  }

  private byte[] bytes(Path file) throws IOException {
    try (InputStream in = fs.open(file)) {
      return in.readAllBytes();
    }
  }

  /** As far down towards the disk as this file system can; an object store does it on closing. */
  private static void sync(FSDataOutputStream out) throws IOException {
    if (out.hasCapability(StreamCapabilities.HSYNC)) {
      out.hsync();
    } else if (out.hasCapability(StreamCapabilities.HFLUSH)) {
      out.hflush();
    }
  }
}

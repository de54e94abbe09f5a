package io.convrelu.train.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under a scheme of their own ({@code halting:///path}). At one moment of writing one
 * checkpoint it creates a marker file and then waits, so that another process can send SIGKILL to
 * this one at exactly that moment.
 */
public final class HaltingFileSystem extends RawLocalFileSystem {

  /** Of the paths. */
  public static final String SCHEME = "halting";

  private static final String MOMENT = "halting.moment";
  private static final String CHECKPOINT = "halting.checkpoint";
  private static final String MARKER = "halting.marker";

  private boolean committed;

  /** When to halt. */
  public enum Moment {
    /** Before anything of the checkpoint is on the disk. */
    BEFORE,
    /** When a part of {@code arrays.bin} is. */
    IN_ARRAYS,
    /** When all of it is, and nothing of the manifest. */
    BEFORE_COMMIT,
    /** When a part of {@code checkpoint.json} is. */
    IN_MANIFEST,
    /** When all of it is, and no older checkpoint is deleted yet. */
    AFTER_COMMIT,
    /** When the manifest of an older one is deleted, and its arrays are not. */
    IN_PRUNING
  }

  /**
   * Hadoop settings that make the scheme known and say when to halt.
   *
   * @param moment of writing the checkpoint
   * @param checkpoint its name, such as 00000012
   * @param marker what is created before waiting
   */
  public static Map<String, String> settings(
      Moment moment, String checkpoint, java.nio.file.Path marker) {
    return Map.of(
        "fs." + SCHEME + ".impl",
        HaltingFileSystem.class.getName(),
        MOMENT,
        moment.name(),
        CHECKPOINT,
        checkpoint,
        MARKER,
        marker.toString());
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    boolean arrays = isOf(file, ArraysFile.NAME);
    boolean manifest = isOf(file, ManifestJson.NAME);
    if (arrays) {
      haltAt(Moment.BEFORE);
    }
    if (manifest) {
      haltAt(Moment.BEFORE_COMMIT);
    }
    FSDataOutputStream out =
        super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    if (arrays) {
      return new FSDataOutputStream(new Halves(out, Moment.IN_ARRAYS), null);
    }
    return manifest ? new FSDataOutputStream(new Halves(out, Moment.IN_MANIFEST), null) : out;
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    if (committed && path.getName().equals(ManifestJson.NAME)) {
      haltAt(Moment.AFTER_COMMIT);
    }
    if (committed && path.getName().equals(ArraysFile.NAME)) {
      haltAt(Moment.IN_PRUNING);
    }
    return super.delete(path, recursive);
  }

  private boolean isOf(Path file, String name) {
    return file.getName().equals(name)
        && file.getParent().getName().equals(getConf().get(CHECKPOINT));
  }

  private void haltAt(Moment moment) throws IOException {
    if (!moment.name().equals(getConf().get(MOMENT))) {
      return;
    }
    Files.createFile(java.nio.file.Path.of(getConf().get(MARKER)));
    try {
      TimeUnit.HOURS.sleep(1);
    } catch (InterruptedException e) {
      throw new IOException("was interrupted where it should have been killed", e);
    }
  }

  /** Halts when half of what it was first given is on the disk. */
  private final class Halves extends OutputStream {

    private final FSDataOutputStream out;
    private final Moment moment;

    Halves(FSDataOutputStream out, Moment moment) {
      this.out = out;
      this.moment = moment;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      int half = count / 2;
      out.write(bytes, from, half);
      out.flush();
      haltAt(moment);
      out.write(bytes, from + half, count - half);
    }

    @Override
    public void close() throws IOException {
      out.close();
      committed |= moment == Moment.IN_MANIFEST;
    }
  }
}

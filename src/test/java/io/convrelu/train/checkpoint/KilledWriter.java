package io.convrelu.train.checkpoint;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/**
 * Writes checkpoints 1, 2 and so on in a JVM of its own until it is killed: {@code KilledWriter
 * FOLDER KEPT MOMENT CHECKPOINT MARKER}.
 */
public final class KilledWriter {

  private KilledWriter() {}

  public static void main(String[] args) throws Exception {
    Configuration hadoop = new Configuration();
    HaltingFileSystem.settings(HaltingFileSystem.Moment.valueOf(args[2]), args[3], Path.of(args[4]))
        .forEach(hadoop::set);
    CheckpointStore store =
        CheckpointStore.at(
            hadoop, HaltingFileSystem.SCHEME + "://" + args[0], Integer.parseInt(args[1]));
    for (int sequence = 1; sequence < 10; sequence++) {
      store.write(Checkpoints.of(sequence));
    }
  }
}

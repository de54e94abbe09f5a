package io.convrelu.train.predict;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.AtomicFile;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.train.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A trained model as DL4J's own model file, which {@code ComputationGraph.load(file, false)} reads
 * where our jar is on the class path. In it are the network's configuration and all parameters,
 * running statistics of batch normalization among them. There is no updater state, because a
 * trained model keeps no momentum: a training that goes on from the file starts with none. Beside
 * DL4J's entries there is {@link #DESCRIPTION}, which DL4J passes over: classes, and how examples
 * are normalized. The same model gives the same bytes.
 */
public final class Dl4jFile {

  /** The entry with what DL4J's format has no place for. */
  public static final String DESCRIPTION = "convrelu.json";

  private Dl4jFile() {}

  /**
   * Writes the file; it is whole or not there.
   *
   * @param file on any Hadoop file system; its folders are made
   * @throws ConfigException when there is a file and it is not to be replaced, or a folder
   */
  public static void write(
      Configuration hadoop, TrainedModel model, String file, ExistingOutput existing)
      throws IOException {
    Path target = new Path(file);
    FileSystem fs = target.getFileSystem(hadoop);
    if (fs.exists(target)) {
      if (fs.getFileStatus(target).isDirectory()) {
        throw problem(file, "is a folder; name a file");
      }
      if (existing == ExistingOutput.REFUSE) {
        throw problem(file, "exists already; replace it with --overwrite, or name another");
      }
    }
    AtomicFile.write(hadoop, target, content(model));
  }

  private static byte[] content(TrainedModel model) throws IOException {
    ByteArrayOutputStream stock = new ByteArrayOutputStream();
    ModelSerializer.writeModel(model.state().network(), stock, false);
    ByteArrayOutputStream ours = new ByteArrayOutputStream(stock.size());
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(stock.toByteArray()));
        ZipOutputStream out = new ZipOutputStream(ours)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        add(out, entry.getName(), in.readAllBytes());
      }
      add(out, DESCRIPTION, model.description().toJson().getBytes(StandardCharsets.UTF_8));
    }
    return ours.toByteArray();
  }

  private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // DL4J writes the time of day, and setTime() would depend on the time zone.
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  private static ConfigException problem(String file, String message) {
    return new ConfigException(List.of(new ConfigProblem("--output", file, message)));
  }
}

package io.convrelu.data.shard;

import io.convrelu.data.DataFile;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Where the examples of one logical worker are. A split is one sequence of examples, file after
 * file and row after row, which {@code prepare} has shuffled; of n examples, worker w of K has the
 * places from ⌊w·n/K⌋ to, not including, ⌊(w+1)·n/K⌋. So who has what depends on the data set and K
 * alone, every example is with one worker, and shares differ by at most one example.
 *
 * @param worker counted from 0
 * @param slices in the order of the sequence; none where there are more workers than examples
 */
public record WorkerShare(int worker, List<FileSlice> slices) implements Serializable {

  public WorkerShare {
    // An ArrayList, since Spark moves it between JVMs by any serializer.
    slices = new ArrayList<>(slices);
  }

  /**
   * The shares of all workers, in their order. Reads nothing but {@code dataset.json}'s content.
   */
  public static List<WorkerShare> deal(
      PreparedDataset dataset, Split split, int workers, Configuration hadoop) {
    return deal(qualified(dataset.path(), hadoop), dataset.files(split), workers);
  }

  static List<WorkerShare> deal(Path folder, List<DataFile> files, int workers) {
    long examples = files.stream().mapToLong(DataFile::examples).sum();
    List<WorkerShare> shares = new ArrayList<>(workers);
    for (int worker = 0; worker < workers; worker++) {
      long from = Math.multiplyExact(examples, (long) worker) / workers;
      long to = Math.multiplyExact(examples, worker + 1L) / workers;
      shares.add(new WorkerShare(worker, cut(folder, files, from, to)));
    }
    return shares;
  }

  /** Examples of the share. */
  public long examples() {
    return slices.stream().mapToLong(FileSlice::examples).sum();
  }

  private static List<FileSlice> cut(Path folder, List<DataFile> files, long from, long to) {
    List<FileSlice> slices = new ArrayList<>();
    long start = 0;
    for (DataFile file : files) {
      long first = Math.max(from - start, 0);
      long last = Math.min(to - start, file.examples());
      if (first < last) {
        slices.add(
            new FileSlice(
                new Path(folder, file.path()).toString(),
                file.length(),
                file.examples(),
                first,
                last));
      }
      start += file.examples();
    }
    return slices;
  }

  /** Executors may have another working directory and another default file system. */
  private static Path qualified(String path, Configuration hadoop) {
    Path folder = new Path(path);
    try {
      return folder.getFileSystem(hadoop).makeQualified(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " could not be reached: " + e.getMessage(), e);
    }
  }
}

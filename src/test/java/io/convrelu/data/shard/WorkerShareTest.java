package io.convrelu.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.data.DataFile;
import io.convrelu.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerShareTest {

  private static final Path FOLDER = new Path("hdfs://cluster/set");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 40})
  void everyRowIsWithOneWorkerAndSharesDifferByAtMostOne(int workers) {
    for (long[] files : new long[][] {{1}, {5, 1, 5}, {16}, {2, 31, 1, 1, 8}, {700, 800, 1}}) {
      List<WorkerShare> shares = WorkerShare.deal(FOLDER, files(files), workers);

      List<String> dealt = new ArrayList<>();
      for (WorkerShare share : shares) {
        for (FileSlice slice : share.slices()) {
          LongStream.range(slice.from(), slice.to())
              .forEach(row -> dealt.add(slice.path() + "#" + row));
        }
      }
      List<String> all = new ArrayList<>();
      for (int file = 0; file < files.length; file++) {
        String path = FOLDER + "/" + path(file);
        LongStream.range(0, files[file]).forEach(row -> all.add(path + "#" + row));
      }
      assertThat(dealt).isEqualTo(all);
      assertThat(shares)
          .extracting(WorkerShare::worker)
          .containsExactlyElementsOf(IntStream.range(0, workers).boxed().toList());
      long least = LongStream.of(files).sum() / workers;
      assertThat(shares)
          .extracting(WorkerShare::examples)
          .allMatch(size -> size == least || size == least + 1);
    }
  }

  private static List<DataFile> files(long[] rows) {
    return IntStream.range(0, rows.length)
        .mapToObj(i -> new DataFile(Split.TRAIN, path(i), 100 + i, rows[i]))
        .toList();
  }

  private static String path(int file) {
    return "data/split=train/part-" + file + ".parquet";
  }
}

package io.convrelu.data.prepare;

import static io.convrelu.data.prepare.PrepareHarness.contents;
import static io.convrelu.data.prepare.PrepareHarness.names;
import static io.convrelu.data.prepare.PrepareHarness.prepare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.data.BadInputException;
import io.convrelu.data.OfficialFiles;
import io.convrelu.data.archive.Archives;
import io.convrelu.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same data set comes out whatever it was packed in, and nothing stays unpacked. */
@ExtendWith(LocalSpark.class)
class PrepareInputsTest {

  @TempDir Path folder;

  @Test
  void folderParentTarAndZipGiveTheSameBytes(SparkSession spark) throws IOException {
    Path tiny = OfficialFiles.tinyImagenet(Files.createDirectory(folder.resolve("in")));
    List<Path> inputs =
        List.of(
            tiny,
            tiny.getParent(),
            Archives.tarGz(folder.resolve("tiny.tgz"), tiny),
            Archives.zip(folder.resolve("tiny.zip"), tiny));
    Path outputs = Files.createDirectory(folder.resolve("outputs"));
    prepare(spark, DatasetName.TINY_IMAGENET, tiny, outputs.resolve("0"));
    Map<String, String> expected = contents(outputs.resolve("0"));
    for (int i = 1; i < inputs.size(); i++) {
      prepare(spark, DatasetName.TINY_IMAGENET, inputs.get(i), outputs.resolve("" + i));
      assertThat(contents(outputs.resolve("" + i))).as("%s", inputs.get(i)).isEqualTo(expected);
    }
    assertThat(names(outputs)).containsExactly("0", "1", "2", "3");
  }

  @Test
  void aRenamedFolderInAnArchiveIsFound(SparkSession spark) throws IOException {
    Path mr = OfficialFiles.mr(folder);
    Path renamed = Files.move(mr, folder.resolve("polarity-master"));
    Path archive = Archives.zip(folder.resolve("any-name"), renamed);
    assertThat(
            prepare(spark, DatasetName.MR, archive, folder.resolve("out")).description().classes())
        .isEqualTo(2);
  }

  @Test
  void errorsInAnArchiveNameArchiveAndEntryAndLeaveNothing(SparkSession spark) throws IOException {
    Path cifar = OfficialFiles.cifar10(folder);
    OfficialFiles.poke(cifar.resolve("data_batch_1.bin"), 2 * 3073, 77);
    Path archive = Archives.tarGz(folder.resolve("cifar-10-binary.tar.gz"), cifar);
    Path outputs = Files.createDirectory(folder.resolve("outputs"));
    assertThatThrownBy(() -> prepare(spark, DatasetName.CIFAR10, archive, outputs.resolve("data")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            archive + "/cifar-10-batches-bin/data_batch_1.bin: record 2: label is 77");
    assertThat(names(outputs)).isEmpty();
  }

  @Test
  void twoFoldersThatCouldBeItAreNamed(SparkSession spark) throws IOException {
    Path mr = OfficialFiles.mr(folder);
    Files.move(mr, folder.resolve("first"));
    Files.move(OfficialFiles.mr(folder), folder.resolve("second"));
    assertThatThrownBy(() -> prepare(spark, DatasetName.MR, folder, folder.resolve("out")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("[first, second]");
  }

  @Test
  void aPlaceThatIsTakenIsRefusedBeforeAnythingIsRead(SparkSession spark) throws IOException {
    Path output = folder.resolve("out");
    prepare(spark, DatasetName.MR, OfficialFiles.mr(folder), output);
    Map<String, String> before = contents(output);
    assertThatThrownBy(() -> prepare(spark, DatasetName.MR, folder.resolve("nowhere"), output))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(output.toString(), "--overwrite");
    assertThat(contents(output)).isEqualTo(before);
  }
}

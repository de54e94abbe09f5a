package io.convrelu.data.prepare;

import static io.convrelu.data.OfficialFiles.cut;
import static io.convrelu.data.OfficialFiles.gzip;
import static io.convrelu.data.OfficialFiles.idxImages;
import static io.convrelu.data.OfficialFiles.idxLabels;
import static io.convrelu.data.OfficialFiles.jpeg;
import static io.convrelu.data.OfficialFiles.line;
import static io.convrelu.data.OfficialFiles.poke;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.BadInputException;
import io.convrelu.data.OfficialFiles;
import io.convrelu.testing.LocalSpark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each official format, broken in one place: one clear error, nothing left behind. */
@ExtendWith(LocalSpark.class)
class BadInputTest {

  private static final int BGR = BufferedImage.TYPE_3BYTE_BGR;

  @TempDir Path folder;

  /** Makes a sound distribution. */
  @FunctionalInterface
  interface Maker {
    Path make(Path parent) throws IOException;
  }

  /** Breaks it. */
  @FunctionalInterface
  interface Breaker {
    void damage(Path input) throws IOException;
  }

  private record Case(
      String name, DatasetName dataset, Maker maker, Breaker breaker, List<String> message) {
    @Override
    public String toString() {
      return dataset.written() + ": " + name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
            cifar10(), cifar100(), tinyImagenet(), annotations(), agNews(), yelp(), mr(), fashion())
        .flatMap(cases -> cases);
  }

  private static Stream<Case> cifar10() {
    return Stream.of(
        cifar10("cut off", f -> cut(f.resolve("data_batch_3.bin"), 5 * 3073 + 100))
            .says("data_batch_3.bin: record 5", "100 bytes", "3073"),
        cifar10("empty file", f -> cut(f.resolve("test_batch.bin"), 0))
            .says("test_batch.bin", "empty"),
        cifar10("label out of range", f -> poke(f.resolve("data_batch_1.bin"), 3 * 3073, 10))
            .says("data_batch_1.bin: record 3", "label is 10", "0 to 9"),
        cifar10("label 255 in a later file", f -> poke(f.resolve("test_batch.bin"), 0, 255))
            .says("test_batch.bin: record 0", "label is 255"),
        cifar10("no test file", f -> Files.delete(f.resolve("test_batch.bin")))
            .says("test_batch.bin", "missing"),
        cifar10("no names", f -> Files.delete(f.resolve("batches.meta.txt")))
            .says("batches.meta.txt", "missing"),
        cifar10("nine names", f -> line(f.resolve("batches.meta.txt"), 10, ""))
            .says("batches.meta.txt", "9 names", "expected 10"),
        cifar10(
                "no train file",
                f -> {
                  Files.delete(f.resolve("data_batch_1.bin"));
                  Files.delete(f.resolve("data_batch_3.bin"));
                })
            .says("has no train batch", "data_batch_1.bin"));
  }

  private static Stream<Case> cifar100() {
    return Stream.of(
        cifar100("fine label", f -> poke(f.resolve("train.bin"), 9 * 3074 + 1, 100))
            .says("train.bin: record 9", "label is 100", "0 to 99"),
        cifar100("coarse label", f -> poke(f.resolve("test.bin"), 7 * 3074, 20))
            .says("test.bin: record 7", "coarse label is 20", "0 to 19"),
        cifar100("CIFAR-10 record length", f -> cut(f.resolve("train.bin"), 3073 * 10))
            .says("train.bin: record 9", "3074"),
        cifar100("no coarse names", f -> Files.delete(f.resolve("coarse_label_names.txt")))
            .says("coarse_label_names.txt", "missing"));
  }

  private static Stream<Case> tinyImagenet() {
    String images = "train/n01/images/";
    return Stream.of(
        tiny("unknown class", f -> Files.createDirectories(f.resolve("train/n99/images")))
            .says("train/n99", "unknown class", "wnids.txt"),
        tiny("class without folder", f -> line(f.resolve("wnids.txt"), 2, "n01\nn03"))
            .says("train/n03/images", "has no images"),
        tiny("no name of a class", f -> line(f.resolve("words.txt"), 1, "n09\tother"))
            .says("words.txt", "n01"),
        tiny("undecodable", f -> Files.writeString(f.resolve(images + "n01_1.JPEG"), "no image"))
            .says(images + "n01_1.JPEG", "cannot be decoded", "64×64"),
        tiny("cut off", f -> shorten(f.resolve(images + "n01_0.JPEG"), 10))
            .says(images + "n01_0.JPEG", "cut off", "64×64"),
        tiny("empty", f -> cut(f.resolve(images + "n01_0.JPEG"), 0))
            .says(images + "n01_0.JPEG", "empty"),
        tiny("wide", f -> Files.write(f.resolve(images + "n01_0.JPEG"), jpeg(65, 64, BGR, 0)))
            .says(images + "n01_0.JPEG", "65×64", "64×64"),
        tiny("huge file", f -> Files.write(f.resolve(images + "n01_0.JPEG"), new byte[1 << 21]))
            .says(images + "n01_0.JPEG", "oversized", "64×64"),
        tiny("huge dimensions", f -> Files.write(f.resolve(images + "n01_0.JPEG"), giant()))
            .says(images + "n01_0.JPEG", "65000×65000", "64×64"));
  }

  private static Stream<Case> annotations() {
    String file = "val/val_annotations.txt";
    return Stream.of(
        tiny("no annotations", f -> Files.delete(f.resolve(file))).says(file, "missing"),
        tiny(
                "image without",
                f -> Files.write(f.resolve("val/images/val_9.JPEG"), jpeg(64, 64, BGR, 1)))
            .says("val/images/val_9.JPEG", "no annotation", file),
        tiny("line without image", f -> Files.delete(f.resolve("val/images/val_2.JPEG")))
            .says(file + ": line 3", "val_2.JPEG"),
        tiny("unknown class", f -> line(f.resolve(file), 2, "val_1.JPEG\tn77\t0\t0\t1\t1"))
            .says(file + ": line 2", "n77", "wnids.txt"),
        tiny("few fields", f -> line(f.resolve(file), 4, "val_3.JPEG n01"))
            .says(file + ": line 4", "1 fields", "expected 6"),
        tiny("twice", f -> line(f.resolve(file), 2, "val_0.JPEG\tn02\t0\t0\t1\t1"))
            .says(file + ": line 2", "val_0.JPEG again"));
  }

  private static Stream<Case> agNews() {
    return Stream.of(
        ag("two columns", f -> line(f.resolve("train.csv"), 5, "\"1\",\"title\""))
            .says("train.csv: line 5", "2 fields", "expected 3"),
        ag("four columns", f -> line(f.resolve("test.csv"), 1, "\"1\",\"a\",\"b\",\"c\""))
            .says("test.csv: line 1", "4 fields", "expected 3"),
        ag("class 0", f -> line(f.resolve("train.csv"), 3, "\"0\",\"a\",\"b\""))
            .says("train.csv: line 3", "class is '0'", "1 to 4"),
        ag("class 5", f -> line(f.resolve("train.csv"), 3, "\"5\",\"a\",\"b\""))
            .says("train.csv: line 3", "class is '5'", "1 to 4"),
        ag("not quoted", f -> line(f.resolve("train.csv"), 2, "2,\"a\",\"b\""))
            .says("train.csv: line 2", "field 1 is not quoted"),
        ag("open quote", f -> line(f.resolve("train.csv"), 2, "\"2\",\"a\",\"b"))
            .says("train.csv: line 2", "field 3 has no closing quote"),
        ag("line break in a field", f -> line(f.resolve("train.csv"), 2, "\"2\",\"a\nb\",\"c\""))
            .says("train.csv: line 2", "field 2 has no closing quote", "\\n"),
        ag("single quote inside", f -> line(f.resolve("train.csv"), 8, "\"2\",\"a\"b\",\"c\""))
            .says("train.csv: line 8", "'b'", "field 2"),
        ag("empty line", f -> line(f.resolve("train.csv"), 4, ""))
            .says("train.csv: line 4", "empty"),
        ag("CR LF", f -> line(f.resolve("train.csv"), 1, "\"2\",\"a\",\"b\"\r"))
            .says("train.csv: line 1", "CR LF"),
        ag("latin-1", f -> poke(f.resolve("train.csv"), 7, 0xe9))
            .says("train.csv: line 1, byte 8", "0xe9", "UTF-8"),
        ag("no names", f -> Files.delete(f.resolve("classes.txt"))).says("classes.txt", "missing"));
  }

  private static Stream<Case> yelp() {
    return Stream.of(
        yelp("three columns", f -> line(f.resolve("train.csv"), 10, "\"1\",\"a\",\"b\""))
            .says("train.csv: line 10", "3 fields", "expected 2"),
        yelp("six stars", f -> line(f.resolve("test.csv"), 2, "\"6\",\"a\""))
            .says("test.csv: line 2", "class is '6'", "1 to 5"),
        yelp("empty file", f -> cut(f.resolve("train.csv"), 0)).says("train.csv", "is empty"),
        yelp("cut in a row", f -> cut(f.resolve("train.csv"), 20))
            .says("train.csv: line 1", "no closing quote"),
        yelp("odd quotes", f -> line(f.resolve("train.csv"), 1, "\"1\",\"\"\""))
            .says("train.csv: line 1", "no closing quote"),
        yelp("no test", f -> Files.delete(f.resolve("test.csv"))).says("test.csv", "missing"));
  }

  private static Stream<Case> mr() {
    return Stream.of(
        mr("undefined byte", f -> poke(f.resolve("rt-polarity.neg"), 0, 0x81))
            .says("rt-polarity.neg: line 1, byte 1", "0x81", "windows-1252"),
        mr("one polarity", f -> Files.delete(f.resolve("rt-polarity.pos")))
            .says("rt-polarity.pos", "missing"),
        mr("empty", f -> cut(f.resolve("rt-polarity.pos"), 0)).says("rt-polarity.pos", "empty"),
        mr("empty line", f -> Files.writeString(f.resolve("rt-polarity.neg"), "a b\n\nc\n"))
            .says("rt-polarity.neg: line 2", "is empty"),
        mr("CR LF", f -> Files.writeString(f.resolve("rt-polarity.neg"), "a b\r\nc\r\n"))
            .says("rt-polarity.neg: line 1", "CR LF"),
        mr("too few for folds", f -> Files.writeString(f.resolve("rt-polarity.neg"), "a\nb\n"))
            .says("has 2 examples of class negative", "at least 10"));
  }

  private static Stream<Case> fashion() {
    String images = "train-images-idx3-ubyte.gz";
    String labels = "train-labels-idx1-ubyte.gz";
    return Stream.of(
        fashion("label", f -> Files.write(f.resolve(labels), gzip(labelled(20, 4, 10))))
            .says(labels + ": record 4", "label is 10", "0 to 9"),
        fashion("fewer labels", f -> Files.write(f.resolve(labels), gzip(idxLabels(19))))
            .says(labels, "19 labels", "expected 20"),
        fashion("magic", f -> Files.write(f.resolve(images), gzip(idxLabels(20))))
            .says(images, "0x00000801", "0x00000803"),
        fashion("size", f -> Files.write(f.resolve(images), gzip(idxImages(20, 27, 28))))
            .says(images, "27", "28"),
        fashion(
                "records cut off",
                f ->
                    Files.write(
                        f.resolve(images), gzip(Arrays.copyOf(idxImages(20, 28, 28), 5_000))))
            .says(images + ": record 6", "cut off", "20"),
        fashion(
                "more than announced",
                f ->
                    Files.write(
                        f.resolve(images), gzip(Arrays.copyOf(idxImages(20, 28, 28), 20_000))))
            .says(images, "goes on behind the 20 records"),
        fashion("no gzip", f -> Files.write(f.resolve(images), idxImages(20, 28, 28)))
            .says(images, "no gzip"),
        fashion("gzip cut off", f -> cut(f.resolve(images), 60)).says(images, "cut off"),
        fashion(
                "checksum",
                f -> poke(f.resolve(labels), (int) Files.size(f.resolve(labels)) - 6, 77))
            .says(labels, "damaged"),
        fashion("announces billions", f -> Files.write(f.resolve(images), gzip(announcing())))
            .says(images, "announces 2000000000"),
        fashion("empty", f -> cut(f.resolve(labels), 0)).says(labels, "empty"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneClearErrorAndNothingLeft(Case broken, SparkSession spark) throws IOException {
    Path input = broken.maker().make(Files.createDirectory(folder.resolve("in")));
    broken.breaker().damage(input);
    Path outputs = Files.createDirectory(folder.resolve("outputs"));
    Path output = outputs.resolve("data");

    assertThatThrownBy(() -> PrepareHarness.prepare(spark, broken.dataset(), input, output))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(input.toString())
        .hasMessageContainingAll(broken.message().toArray(CharSequence[]::new))
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    assertThat(PrepareHarness.names(outputs)).isEmpty();
  }

  @Test
  void theFirstErrorIsToldWhicheverTaskFindsOneFirst(SparkSession spark) throws IOException {
    Path input = OfficialFiles.cifar10(folder);
    poke(input.resolve("data_batch_1.bin"), 29 * 3073, 99);
    poke(input.resolve("data_batch_3.bin"), 0, 98);
    poke(input.resolve("test_batch.bin"), 0, 97);
    for (int run = 0; run < 3; run++) {
      assertThatThrownBy(
              () ->
                  PrepareHarness.prepare(spark, DatasetName.CIFAR10, input, folder.resolve("out")))
          .hasMessageContaining("data_batch_1.bin: record 29: label is 99");
    }
  }

  @Test
  void anInputThatIsNotThere(SparkSession spark) {
    Path input = folder.resolve("nowhere");
    assertThatThrownBy(
            () -> PrepareHarness.prepare(spark, DatasetName.MR, input, folder.resolve("out")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(input.toString(), "does not exist");
  }

  @Test
  void aFolderOfSomethingElse(SparkSession spark) throws IOException {
    Path input = OfficialFiles.mr(folder);
    assertThatThrownBy(
            () -> PrepareHarness.prepare(spark, DatasetName.CIFAR10, input, folder.resolve("out")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(input.toString(), "cifar-10-batches-bin");
  }

  private static void shorten(Path file, int by) throws IOException {
    cut(file, Math.toIntExact(Files.size(file)) - by);
  }

  /** A JPEG whose header claims 65000×65000 pixels: decoding it would take 12 GB. */
  private static byte[] giant() throws IOException {
    byte[] bytes = jpeg(64, 64, BGR, 0);
    for (int i = 0; i < bytes.length - 8; i++) {
      if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == 0xc0) {
        bytes[i + 5] = (byte) (65000 >> 8);
        bytes[i + 6] = (byte) 65000;
        bytes[i + 7] = (byte) (65000 >> 8);
        bytes[i + 8] = (byte) 65000;
        return bytes;
      }
    }
    throw new IllegalStateException("a JPEG has a frame header");
  }

  private static byte[] labelled(int count, int at, int label) throws IOException {
    byte[] bytes = idxLabels(count);
    bytes[8 + at] = (byte) label;
    return bytes;
  }

  private static byte[] announcing() throws IOException {
    byte[] bytes = idxImages(20, 28, 28);
    bytes[4] = 0x77;
    bytes[5] = 0x35;
    bytes[6] = (byte) 0x94;
    bytes[7] = 0x00;
    return bytes;
  }

  private record Broken(String name, DatasetName dataset, Maker maker, Breaker breaker) {
    Case says(String... message) {
      return new Case(name, dataset, maker, breaker, List.of(message));
    }
  }

  private static Broken cifar10(String name, Breaker breaker) {
    return new Broken(name, DatasetName.CIFAR10, OfficialFiles::cifar10, breaker);
  }

  private static Broken cifar100(String name, Breaker breaker) {
    return new Broken(name, DatasetName.CIFAR100, OfficialFiles::cifar100, breaker);
  }

  private static Broken tiny(String name, Breaker breaker) {
    return new Broken(name, DatasetName.TINY_IMAGENET, OfficialFiles::tinyImagenet, breaker);
  }

  private static Broken ag(String name, Breaker breaker) {
    return new Broken(name, DatasetName.AG_NEWS, OfficialFiles::agNews, breaker);
  }

  private static Broken yelp(String name, Breaker breaker) {
    return new Broken(name, DatasetName.YELP_FULL, OfficialFiles::yelp, breaker);
  }

  private static Broken mr(String name, Breaker breaker) {
    return new Broken(name, DatasetName.MR, OfficialFiles::mr, breaker);
  }

  private static Broken fashion(String name, Breaker breaker) {
    return new Broken(name, DatasetName.FASHION_MNIST, OfficialFiles::fashionMnist, breaker);
  }
}

package io.convrelu.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** Makes small distributions in each official format, which tests then break in one place. */
public final class OfficialFiles {

  public static final int CIFAR_10_RECORD = 3073;
  public static final int CIFAR_100_RECORD = 3074;

  private OfficialFiles() {}

  /** Two train batches of 30 records, 20 test records; labels go round. */
  public static Path cifar10(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("cifar-10-batches-bin"));
    Files.write(folder.resolve("data_batch_1.bin"), cifar(30, 1, 10, 1));
    Files.write(folder.resolve("data_batch_3.bin"), cifar(30, 1, 10, 2));
    Files.write(folder.resolve("test_batch.bin"), cifar(20, 1, 10, 3));
    Files.writeString(
        folder.resolve("batches.meta.txt"),
        "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n");
    return folder;
  }

  /** 200 train and 100 test records; fine label n has the coarse label n / 5. */
  public static Path cifar100(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("cifar-100-binary"));
    Files.write(folder.resolve("train.bin"), cifar(200, 2, 100, 1));
    Files.write(folder.resolve("test.bin"), cifar(100, 2, 100, 2));
    Files.writeString(folder.resolve("fine_label_names.txt"), names("fine", 100));
    Files.writeString(folder.resolve("coarse_label_names.txt"), names("coarse", 20));
    return folder;
  }

  private static byte[] cifar(int records, int labelBytes, int classes, long seed) {
    int length = labelBytes + 3072;
    byte[] bytes = new byte[records * length];
    new SplittableRandom(seed).nextBytes(bytes);
    for (int i = 0; i < records; i++) {
      int label = i % classes;
      if (labelBytes == 2) {
        bytes[i * length] = (byte) (label / 5);
      }
      bytes[i * length + labelBytes - 1] = (byte) label;
    }
    return bytes;
  }

  private static String names(String word, int count) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      names.append(word).append(i).append('\n');
    }
    return names.toString();
  }

  /** Two classes of three train images, of which one is grey, and two validation images each. */
  public static Path tinyImagenet(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("tiny-imagenet-200"));
    List<String> ids = List.of("n02", "n01");
    Files.writeString(folder.resolve("wnids.txt"), "n02\nn01\n");
    Files.writeString(
        folder.resolve("words.txt"), "n01\ttailed frog, bell toad\nn02\tjellyfish\nn03\tunused\n");
    List<String> annotations = new ArrayList<>();
    Path validation = Files.createDirectories(folder.resolve("val/images"));
    for (String id : ids) {
      Path images = Files.createDirectories(folder.resolve("train/" + id + "/images"));
      for (int i = 0; i < 3; i++) {
        int type = i == 2 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        Files.write(images.resolve(id + "_" + i + ".JPEG"), jpeg(64, 64, type, i));
      }
      Files.writeString(folder.resolve("train/" + id + "/" + id + "_boxes.txt"), "boxes\n");
      for (int i = 0; i < 2; i++) {
        String name = "val_" + annotations.size() + ".JPEG";
        Files.write(validation.resolve(name), jpeg(64, 64, BufferedImage.TYPE_3BYTE_BGR, i));
        annotations.add(name + "\t" + id + "\t0\t0\t63\t63");
      }
    }
    Files.write(folder.resolve("val/val_annotations.txt"), annotations);
    return folder;
  }

  /** A JPEG of one colour, or of one grey, that depends on a number. */
  public static byte[] jpeg(int width, int height, int type, int number) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    int[] sample = image.getRaster().getNumBands() == 1 ? new int[1] : new int[3];
    for (int band = 0; band < sample.length; band++) {
      sample[band] = 40 + 60 * band + 10 * number;
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.getRaster().setPixel(x, y, sample);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  /** Eight train rows and four test rows. */
  public static Path agNews(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("ag_news_csv"));
    Files.writeString(folder.resolve("classes.txt"), "World\nSports\nBusiness\nSci/Tech\n");
    Files.writeString(folder.resolve("train.csv"), agRows(8));
    Files.writeString(folder.resolve("test.csv"), agRows(4));
    return folder;
  }

  private static String agRows(int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append("\"" + (i % 4 + 1) + "\",\"Title " + i + "\",\"It said \"\"no\"\", twice\"\n");
    }
    return rows.toString();
  }

  /** Ten train rows and five test rows. */
  public static Path yelp(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("yelp_review_full_csv"));
    Files.writeString(folder.resolve("train.csv"), yelpRows(10));
    Files.writeString(folder.resolve("test.csv"), yelpRows(5));
    return folder;
  }

  private static String yelpRows(int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append("\"" + (i % 5 + 1) + "\",\"Good\\n\\nthe \\\"\"best\\\"\" café " + i + "\"\n");
    }
    return rows.toString();
  }

  /** Thirty snippets of each polarity; line 2 of each has the byte 0x85. */
  public static Path mr(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("rt-polaritydata"));
    for (String polarity : List.of("neg", "pos")) {
      StringBuilder lines = new StringBuilder();
      for (int i = 1; i <= 30; i++) {
        lines.append(polarity).append(i == 2 ? " … " : " snippet ").append(i).append(" . \n");
      }
      Files.write(
          folder.resolve("rt-polarity." + polarity),
          lines.toString().getBytes(Charset.forName("windows-1252")));
    }
    return folder;
  }

  /** Twenty train images and ten test images, gzipped. */
  public static Path fashionMnist(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("fashion-mnist"));
    Files.write(folder.resolve("train-images-idx3-ubyte.gz"), gzip(idxImages(20, 28, 28)));
    Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(idxLabels(20)));
    Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(idxImages(10, 28, 28)));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), gzip(idxLabels(10)));
    return folder;
  }

  /** Images of which number n is all of grey n. */
  public static byte[] idxImages(int count, int height, int width) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x803);
    out.writeInt(count);
    out.writeInt(height);
    out.writeInt(width);
    for (int i = 0; i < count; i++) {
      for (int pixel = 0; pixel < height * width; pixel++) {
        out.write(i);
      }
    }
    return bytes.toByteArray();
  }

  /** Labels that go round. */
  public static byte[] idxLabels(int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x801);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.write(i % 10);
    }
    return bytes.toByteArray();
  }

  public static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** Puts a byte at a place of a file. */
  public static void poke(Path file, int at, int value) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] = (byte) value;
    Files.write(file, bytes);
  }

  /** Cuts a file. */
  public static void cut(Path file, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (length >= bytes.length) {
      throw new IllegalArgumentException(file + " has only " + bytes.length + " bytes");
    }
    Files.write(file, Arrays.copyOf(bytes, length));
  }

  /** Replaces one line of a text file, counted from 1. */
  public static void line(Path file, int number, String text) throws IOException {
    String[] lines = Files.readString(file).split("\n", -1);
    lines[number - 1] = text;
    Files.write(file, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }
}

package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import io.convrelu.data.Split;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.input.InputTree;
import io.convrelu.data.input.OfficialFolder;
import io.convrelu.data.input.RequiredFile;
import io.convrelu.data.source.SourcePlan.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Fashion-MNIST (H. Xiao, K. Rasul, R. Vollgraf, 2017) in MNIST's IDX format, each file gzipped:
 * 28×28 grey images in one, labels in another. Files with fewer images than the official ones are
 * accepted.
 */
public final class IdxFormat implements SourceFormat {

  static final int SIDE = 28;

  /** Records of one unit of work; the units before it are unpacked and passed over. */
  private static final int UNIT = 10_000;

  private static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private final Configuration hadoop;

  public IdxFormat(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  @Override
  public SourcePlan plan(InputTree input) throws IOException {
    InputTree tree =
        new OfficialFolder(
                List.of("fashion-mnist", "data/fashion"),
                List.of("train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz"))
            .in(input);
    List<WorkUnit> units = new ArrayList<>();
    List<FileRef> files = new ArrayList<>();
    add(tree, "train", Split.TRAIN, units, files);
    add(tree, "t10k", Split.TEST, units, files);
    return new SourcePlan(Content.images(1, SIDE, SIDE), CLASSES, List.of(), units, files);
  }

  private void add(
      InputTree tree, String part, Split split, List<WorkUnit> units, List<FileRef> files)
      throws IOException {
    FileRef images = RequiredFile.in(tree, part + "-images-idx3-ubyte.gz", "images in IDX format");
    FileRef labels = RequiredFile.in(tree, part + "-labels-idx1-ubyte.gz", "labels in IDX format");
    int count = count(images, IdxStream.images(images, hadoop, SIDE));
    int labelCount = count(labels, IdxStream.labels(labels, hadoop));
    if (labelCount != count) {
      throw new BadInputException(
          labels.display(),
          "",
          "has "
              + labelCount
              + " labels; expected "
              + count
              + ", one an image of "
              + images.name());
    }
    for (int first = 0; first < count; first += UNIT) {
      int size = Math.min(UNIT, count - first);
      units.add(new IdxUnit(images, labels, split, CLASSES.size(), first, size));
    }
    files.add(images);
    files.add(labels);
  }

  private static int count(FileRef file, IdxStream opened) throws IOException {
    try (IdxStream stream = opened) {
      if (stream.count() < 1) {
        throw new BadInputException(
            file.display(), "", "announces " + stream.count() + " records; expected at least one");
      }
      return stream.count();
    }
  }
}

package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import io.convrelu.data.Split;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.input.InputTree;
import io.convrelu.data.input.OfficialFolder;
import io.convrelu.data.input.RequiredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * CIFAR-10 and CIFAR-100 in their binary version (A. Krizhevsky, "Learning Multiple Layers of
 * Features from Tiny Images", 2009): records of one label byte (CIFAR-100: a coarse and a fine one)
 * and 32×32 pixels, planes of red, green and blue. Subsets are accepted: any of the five train
 * batches, and any number of records in a file.
 */
public final class CifarFormat implements SourceFormat {

  /** Records of one unit of work; 6 MB. */
  private static final int UNIT = 2_000;

  private static final List<String> BATCHES =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");

  private final Configuration hadoop;
  private final CifarVariant variant;

  public CifarFormat(Configuration hadoop, CifarVariant variant) {
    this.hadoop = hadoop;
    this.variant = variant;
  }

  @Override
  public SourcePlan plan(InputTree input) throws IOException {
    return switch (variant) {
      case CIFAR_10 -> planTen(input);
      case CIFAR_100 -> planHundred(input);
    };
  }

  private SourcePlan planTen(InputTree input) throws IOException {
    List<String> marks = new ArrayList<>(BATCHES);
    marks.add("test_batch.bin");
    InputTree tree = new OfficialFolder(List.of("cifar-10-batches-bin"), marks).in(input);
    FileRef names = RequiredFile.in(tree, "batches.meta.txt", "the ten class names");
    List<WorkUnit> units = new ArrayList<>();
    List<FileRef> files = new ArrayList<>();
    for (String batch : BATCHES) {
      Optional<FileRef> file = tree.file(batch);
      if (file.isPresent()) {
        files.add(file.get());
        units.addAll(units(file.get(), Split.TRAIN));
      }
    }
    if (files.isEmpty()) {
      throw new BadInputException(
          tree.display(), "", "has no train batch; expected at least one of " + BATCHES);
    }
    FileRef test = RequiredFile.in(tree, "test_batch.bin", "test records");
    files.add(test);
    units.addAll(units(test, Split.TEST));
    files.add(names);
    return new SourcePlan(
        variant.content(),
        NameList.names(hadoop, names, variant.classes()),
        List.of(),
        units,
        files);
  }

  private SourcePlan planHundred(InputTree input) throws IOException {
    InputTree tree =
        new OfficialFolder(
                List.of("cifar-100-binary"), List.of("fine_label_names.txt", "train.bin"))
            .in(input);
    FileRef fine = RequiredFile.in(tree, "fine_label_names.txt", "the hundred class names");
    FileRef coarse = RequiredFile.in(tree, "coarse_label_names.txt", "the twenty coarse names");
    FileRef train = RequiredFile.in(tree, "train.bin", "train records");
    FileRef test = RequiredFile.in(tree, "test.bin", "test records");
    List<WorkUnit> units = new ArrayList<>(units(train, Split.TRAIN));
    units.addAll(units(test, Split.TEST));
    return new SourcePlan(
        variant.content(),
        NameList.names(hadoop, fine, variant.classes()),
        NameList.names(hadoop, coarse, variant.coarseClasses()),
        units,
        List.of(train, test, fine, coarse));
  }

  private List<WorkUnit> units(FileRef file, Split split) {
    int record = variant.recordLength();
    long records = file.length() / record;
    if (file.length() == 0) {
      throw new BadInputException(file.display(), "", "is empty; expected records of " + record);
    }
    if (file.length() % record != 0) {
      throw new BadInputException(
          file.display(),
          "record " + records,
          "is cut off: "
              + file.length() % record
              + " bytes are left of "
              + file.length()
              + "; expected records of "
              + record
              + " bytes");
    }
    List<WorkUnit> units = new ArrayList<>();
    for (long first = 0; first < records; first += UNIT) {
      int count = (int) Math.min(UNIT, records - first);
      units.add(new CifarUnit(variant, file, split, first, count));
    }
    return units;
  }
}

package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import io.convrelu.data.Split;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.input.InputTree;
import io.convrelu.data.input.OfficialFolder;
import io.convrelu.data.input.RequiredFile;
import io.convrelu.data.source.JpegUnit.LabelledFile;
import io.convrelu.data.source.SourcePlan.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * Tiny ImageNet (Stanford CS231n): a folder of JPEGs a class for training, and one folder for
 * validation with a list of annotations. The labels of the official test images were never
 * published, so the official validation images become our test split, as is usual. Subsets with
 * fewer classes (fewer lines of {@code wnids.txt}) or fewer images are accepted.
 */
public final class TinyImagenetFormat implements SourceFormat {

  private static final int SIDE = 64;
  private static final String VALIDATION_IMAGES = "val/images";

  private final Configuration hadoop;

  public TinyImagenetFormat(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  @Override
  public SourcePlan plan(InputTree input) throws IOException {
    InputTree tree =
        new OfficialFolder(List.of("tiny-imagenet-200"), List.of("wnids.txt")).in(input);
    FileRef classes = RequiredFile.in(tree, "wnids.txt", "the ids of the classes, one a line");
    FileRef words = RequiredFile.in(tree, "words.txt", "lines of class id, tab, names");
    FileRef annotations =
        RequiredFile.in(tree, "val/val_annotations.txt", "lines of file, tab, class id, …");
    List<String> ids = NameList.names(hadoop, classes);
    Map<String, Integer> labels = new HashMap<>();
    ids.forEach(id -> labels.put(id, labels.size()));
    List<WorkUnit> units = new ArrayList<>(trainUnits(tree, ids, labels));
    List<LabelledFile> validation =
        new Annotations(annotations, labels)
            .label(tree.files(VALIDATION_IMAGES), NameList.lines(hadoop, annotations));
    units.addAll(JpegUnit.of(SIDE, Split.TEST, validation));
    return new SourcePlan(
        Content.images(3, SIDE, SIDE),
        classNames(ids, words),
        List.of(),
        units,
        List.of(classes, words, annotations));
  }

  private static List<WorkUnit> trainUnits(
      InputTree tree, List<String> ids, Map<String, Integer> labels) throws IOException {
    for (String folder : tree.folders("train")) {
      if (!labels.containsKey(folder)) {
        throw new BadInputException(
            tree.display() + "/train/" + folder,
            "",
            "is an unknown class; expected the " + ids.size() + " ids of wnids.txt");
      }
    }
    List<WorkUnit> units = new ArrayList<>();
    for (String id : ids) {
      String folder = "train/" + id + "/images";
      List<LabelledFile> files = new ArrayList<>();
      for (FileRef file : tree.files(folder)) {
        files.add(new LabelledFile(file, labels.get(id)));
      }
      if (files.isEmpty()) {
        throw new BadInputException(
            tree.display() + "/" + folder, "", "has no images; wnids.txt lists the class " + id);
      }
      units.addAll(JpegUnit.of(SIDE, Split.TRAIN, files));
    }
    return units;
  }

  /** Id and first name: the ids are how papers and files name classes, the names are for people. */
  private List<String> classNames(List<String> ids, FileRef words) throws IOException {
    Map<String, String> names = new HashMap<>();
    for (String line : NameList.lines(hadoop, words)) {
      String[] fields = line.split("\t", 2);
      if (fields.length == 2) {
        names.put(fields[0], fields[1].split(",", 2)[0].strip());
      }
    }
    List<String> result = new ArrayList<>();
    for (String id : ids) {
      if (!names.containsKey(id)) {
        throw new BadInputException(
            words.display(), "", "has no line for class " + id + "; expected id, tab, names");
      }
      result.add(id + " " + names.get(id));
    }
    return result;
  }
}

package io.convrelu.data.source;

import io.convrelu.data.Split;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.input.InputTree;
import io.convrelu.data.input.OfficialFolder;
import io.convrelu.data.input.RequiredFile;
import io.convrelu.data.source.SourcePlan.Content;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The text classification sets of Zhang, Zhao and LeCun (2015): {@code train.csv}, {@code
 * test.csv}.
 */
public final class QuotedTextFormat implements SourceFormat {

  /** Which of them. */
  public enum Variant {
    AG_NEWS("ag_news_csv", 3),
    YELP_FULL("yelp_review_full_csv", 2);

    private final String folder;
    private final int columns;

    Variant(String folder, int columns) {
      this.folder = folder;
      this.columns = columns;
    }
  }

  private static final String CLASSES = "classes.txt";
  private static final int AG_CLASSES = 4;

  /** The official Yelp distribution has no list of names: its classes are numbers of stars. */
  private static final List<String> STARS =
      List.of("1 star", "2 stars", "3 stars", "4 stars", "5 stars");

  private final Configuration hadoop;
  private final Variant variant;
  private final LineCounter counter;

  public QuotedTextFormat(Configuration hadoop, Variant variant, LineCounter counter) {
    this.hadoop = hadoop;
    this.variant = variant;
    this.counter = counter;
  }

  @Override
  public SourcePlan plan(InputTree input) throws IOException {
    InputTree tree =
        new OfficialFolder(List.of(variant.folder), List.of("train.csv", "test.csv")).in(input);
    FileRef train = RequiredFile.in(tree, "train.csv", "quoted rows");
    FileRef test = RequiredFile.in(tree, "test.csv", "quoted rows");
    return switch (variant) {
      case AG_NEWS -> {
        FileRef names = RequiredFile.in(tree, CLASSES, "the four class names");
        yield plan(NameList.names(hadoop, names, AG_CLASSES), List.of(train, test, names));
      }
      case YELP_FULL -> plan(STARS, List.of(train, test));
    };
  }

  private SourcePlan plan(List<String> classNames, List<FileRef> files) {
    QuotedRows rows = new QuotedRows(variant.columns, classNames.size());
    List<WorkUnit> units =
        LineUnit.of(
            List.of(
                new LineUnit.Part(files.get(0), Split.TRAIN, rows),
                new LineUnit.Part(files.get(1), Split.TEST, rows)),
            counter);
    return new SourcePlan(Content.TEXT, classNames, List.of(), units, files);
  }
}

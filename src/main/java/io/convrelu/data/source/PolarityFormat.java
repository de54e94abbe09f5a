package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import io.convrelu.data.Split;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.input.InputTree;
import io.convrelu.data.input.OfficialFolder;
import io.convrelu.data.input.RequiredFile;
import io.convrelu.data.source.SourcePlan.Content;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

/**
 * MR, sentence polarity v1.0 (B. Pang, L. Lee, "Seeing stars", ACL 2005): a file of negative and
 * one of positive snippets, one a line, in windows-1252. There is no official test split:
 * everything is planned as train, and a fold of it becomes test.
 */
public final class PolarityFormat implements SourceFormat {

  private static final List<String> FOLDERS = List.of("rt-polaritydata", "mr/rt-polaritydata");
  private static final String NEGATIVE = "rt-polarity.neg";
  private static final String POSITIVE = "rt-polarity.pos";

  private final LineCounter counter;

  public PolarityFormat(LineCounter counter) {
    this.counter = counter;
  }

  @Override
  public SourcePlan plan(InputTree input) throws IOException {
    InputTree tree = new OfficialFolder(FOLDERS, List.of(NEGATIVE, POSITIVE)).in(input);
    FileRef negative = RequiredFile.in(tree, NEGATIVE, "snippets, one a line");
    FileRef positive = RequiredFile.in(tree, POSITIVE, "snippets, one a line");
    List<WorkUnit> units =
        LineUnit.of(
            List.of(
                new LineUnit.Part(negative, Split.TRAIN, new Snippets(0)),
                new LineUnit.Part(positive, Split.TRAIN, new Snippets(1))),
            counter);
    return new SourcePlan(
        Content.TEXT,
        List.of("negative", "positive"),
        List.of(),
        units,
        List.of(negative, positive));
  }

  /** Lines that are a text each, all of one class. */
  private record Snippets(int label) implements LineFormat {

    @Override
    public Reader reader(String file) {
      StrictText text = new StrictText(Charset.forName("windows-1252"));
      return (line, number) -> {
        String snippet = text.decode(line, file, "line " + number);
        if (snippet.isBlank()) {
          throw new BadInputException(file, "line " + number, "is empty; expected a snippet");
        }
        if (snippet.endsWith("\r")) {
          throw new BadInputException(
              file,
              "line " + number,
              "ends with CR LF; expected LF alone, as in the official file");
        }
        return new LabelledText(label, snippet);
      };
    }
  }
}

package io.convrelu.data.source;

import io.convrelu.data.Split;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.input.FileRefReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Some labelled image files. */
record JpegUnit(int side, Split split, List<LabelledFile> files) implements WorkUnit {

  /** Files of one unit: a class of Tiny ImageNet. */
  private static final int SIZE = 500;

  /** A file and its label. */
  record LabelledFile(FileRef file, int label) implements java.io.Serializable {}

  /** Units for a list of files, in order. */
  static List<WorkUnit> of(int side, Split split, List<LabelledFile> files) {
    List<WorkUnit> units = new ArrayList<>();
    for (int from = 0; from < files.size(); from += SIZE) {
      int to = Math.min(from + SIZE, files.size());
      units.add(new JpegUnit(side, split, List.copyOf(files.subList(from, to))));
    }
    return units;
  }

  @Override
  public void read(Configuration hadoop, ExampleSink sink) throws IOException {
    JpegDecoder decoder = new JpegDecoder(side);
    try (FileRefReader reader = new FileRefReader(hadoop)) {
      for (LabelledFile labelled : files) {
        FileRef file = labelled.file();
        decoder.checkLength(file.display(), file.length());
        byte[] jpeg = reader.read(file);
        sink.sourceFile(file, jpeg);
        sink.example(
            new RawExample(
                file.name(),
                labelled.label(),
                RawExample.NO_COARSE_LABEL,
                decoder.decode(file.display(), jpeg)));
      }
    }
  }
}

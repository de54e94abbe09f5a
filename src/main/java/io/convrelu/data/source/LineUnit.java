package io.convrelu.data.source;

import io.convrelu.data.Split;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.source.LineFormat.LabelledText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * One example a line. An example's id ends with the number of its line, from 1.
 *
 * @param firstLine number of the chunk's first line, from 1
 */
record LineUnit(TextChunk chunk, long firstLine, Split split, LineFormat format)
    implements WorkUnit {

  /** A file and what its lines are. */
  record Part(FileRef file, Split split, LineFormat format) {}

  /** Units for some files, in order. */
  static List<WorkUnit> of(List<Part> parts, LineCounter counter) {
    List<TextChunk> chunks = new ArrayList<>();
    parts.forEach(part -> chunks.addAll(TextChunk.of(part.file())));
    List<Long> counts = counter.count(chunks);
    List<WorkUnit> units = new ArrayList<>();
    int next = 0;
    for (Part part : parts) {
      long line = 1;
      for (TextChunk chunk : TextChunk.of(part.file())) {
        units.add(new LineUnit(chunk, line, part.split(), part.format()));
        line += counts.get(next++);
      }
    }
    return units;
  }

  @Override
  public void read(Configuration hadoop, ExampleSink sink) throws IOException {
    FileRef file = chunk.file();
    LineFormat.Reader reader = format.reader(file.display());
    chunk.forEachLine(
        hadoop,
        firstLine,
        (index, line) -> {
          long number = firstLine + index;
          LabelledText text = reader.read(line, number);
          sink.example(
              new RawExample(
                  file.baseName() + "#" + number,
                  text.label(),
                  RawExample.NO_COARSE_LABEL,
                  text.text().getBytes(StandardCharsets.UTF_8)));
        });
  }
}

package io.convrelu.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.BadInputException;
import io.convrelu.data.input.FileRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a file is cut, every line is read once, under its own number. */
class TextChunkTest {

  private final Configuration hadoop = new Configuration();

  @TempDir Path folder;

  @Test
  void everyCutGivesEveryLineOnce() throws IOException {
    for (String text :
        List.of("ab\n\ncde\nf\n", "ab\n\ncde\nf", "\n\n\n", "abc", "a\u0085b\rc\n")) {
      FileRef file = file(text.getBytes(StandardCharsets.ISO_8859_1));
      List<String> expected = new ArrayList<>(List.of(text.split("\n", -1)));
      if (text.endsWith("\n")) {
        expected.remove(expected.size() - 1);
      }
      for (long first = 0; first <= file.length(); first++) {
        for (long second = first; second <= file.length(); second++) {
          assertThat(lines(file, 0, first, second, file.length()))
              .as("%s cut at %d and %d", text, first, second)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void chunksOfABigFileCoverIt() throws IOException {
    byte[] bytes = new byte[9 << 20];
    Arrays.fill(bytes, (byte) 'x');
    for (int i = 99; i < bytes.length; i += 100) {
      bytes[i] = '\n';
    }
    List<TextChunk> chunks = TextChunk.of(file(bytes));
    assertThat(chunks).hasSize(3);
    long lines = 0;
    for (TextChunk chunk : chunks) {
      lines += chunk.countLines(hadoop);
    }
    assertThat(lines).isEqualTo((bytes.length + 99) / 100);
  }

  @Test
  void aLineWithoutEndIsRefused() throws IOException {
    byte[] bytes = new byte[(1 << 20) + 5];
    Arrays.fill(bytes, (byte) 'x');
    TextChunk chunk = TextChunk.of(file(bytes)).get(0);
    assertThatThrownBy(() -> chunk.forEachLine(hadoop, 7, (index, line) -> {}))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("line 7", "1048576 bytes");
  }

  /** All lines of chunks between cuts; checks the counts on the way. */
  private List<String> lines(FileRef file, long... cuts) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i < cuts.length; i++) {
      if (cuts[i - 1] == cuts[i]) {
        continue;
      }
      TextChunk chunk = new TextChunk(file, cuts[i - 1], cuts[i]);
      int before = lines.size();
      chunk.forEachLine(
          hadoop,
          1,
          (index, line) -> {
            assertThat(index).isEqualTo(lines.size() - before);
            lines.add(new String(line, StandardCharsets.ISO_8859_1));
          });
      assertThat(chunk.countLines(hadoop)).isEqualTo(lines.size() - before);
    }
    return lines;
  }

  private FileRef file(byte[] content) throws IOException {
    Path path = Files.write(folder.resolve("text"), content);
    Files.deleteIfExists(folder.resolve(".text.crc"));
    return new FileRef(folder.toString(), "text", path.toUri().toString(), 0, content.length);
  }
}

package io.convrelu.cli.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramIdentityTest {

  @TempDir private Path folder;

  @Test
  void isThatOfTheClassesWhereverTheyLie() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("io/convrelu/B.class", "b");
    files.put("io/convrelu/a/A.class", "a");
    String identity = ProgramIdentity.of(classes(files));
    files.put("org/other/Dependency.class", "other");
    files.put("io/convrelu/resource.txt", "text");

    assertThat(identity).matches("[0-9a-f]{8}");
    assertThat(ProgramIdentity.of(jar("with-others.jar", files))).isEqualTo(identity);

    files.put("io/convrelu/B.class", "another build");
    assertThat(ProgramIdentity.of(jar("other-build.jar", files))).isNotEqualTo(identity);
  }

  @Test
  void thisJvmHasOne() {
    assertThat(ProgramIdentity.ofThisJvm()).matches("[0-9a-f]{8}").isNotEqualTo("00000000");
  }

  private Path classes(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve("classes").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder.resolve("classes");
  }

  private Path jar(String name, Map<String, String> files) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        entries.putNextEntry(new JarEntry(file.getKey()));
        entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }
}

package io.convrelu.cli.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * Which build of this program a JVM has: a checksum of its classes' names and checksums, the same
 * whether they lie in the job jar, a jar without dependencies or a folder.
 */
final class ProgramIdentity {

  private static final String ROOT = "io/convrelu/";

  private ProgramIdentity() {}

  /** Of this JVM: eight hexadecimal digits. */
  static String ofThisJvm() {
    try {
      return of(
          Path.of(
              ProgramIdentity.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a jar or a folder of classes. */
  static String of(Path classes) throws IOException {
    CRC32 all = new CRC32();
    (Files.isDirectory(classes) ? inFolder(classes) : inJar(classes))
        .forEach((name, sum) -> all.update((name + sum).getBytes(StandardCharsets.UTF_8)));
    return String.format("%08x", all.getValue());
  }

  private static Map<String, Long> inJar(Path jar) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .filter(entry -> isOurs(entry.getName()))
          .forEach((ZipEntry entry) -> sums.put(entry.getName(), entry.getCrc()));
    }
    return sums;
  }

  private static Map<String, Long> inFolder(Path folder) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (isOurs(name)) {
          CRC32 sum = new CRC32();
          sum.update(Files.readAllBytes(file));
          sums.put(name, sum.getValue());
        }
      }
    }
    return sums;
  }

  private static boolean isOurs(String name) {
    return name.startsWith(ROOT) && name.endsWith(".class");
  }
}

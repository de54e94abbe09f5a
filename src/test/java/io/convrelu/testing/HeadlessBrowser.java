package io.convrelu.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window; a test that needs one and finds none is skipped, and says so. */
public final class HeadlessBrowser {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final long TIMEOUT_SECONDS = 120;

  private final Path program;
  private final Path folder;

  private HeadlessBrowser(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * What a run printed.
   *
   * @param console messages of pages and of the browser about them: errors, refused scripts
   */
  public record Output(String dom, List<String> console) {}

  /**
   * Finds a browser on the path; skips the test without one.
   *
   * @param folder for profiles and output
   */
  public static HeadlessBrowser find(Path folder) {
    Optional<Path> program =
        Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
            .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (program.isEmpty()) {
      System.err.println("SKIPPED: no browser on the path (" + String.join(", ", NAMES) + ")");
    }
    assumeTrue(program.isPresent(), "no Chromium or Chrome on the path");
    return new HeadlessBrowser(program.get(), folder);
  }

  /** Loads a page, lets its scripts run, and gives the document as it is then. */
  public Output load(String url, String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--virtual-time-budget=5000");
    all.add("--dump-dom");
    return run(url, all);
  }

  /** Takes a picture of a page as PNG. */
  public Output picture(String url, Path file, int width, int height, String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--hide-scrollbars");
    all.add("--window-size=" + width + "," + height);
    all.add("--screenshot=" + file);
    return run(url, all);
  }

  private Output run(String url, List<String> options) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory(folder, "browser");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--user-data-dir=" + work.resolve("profile")));
    command.addAll(options);
    command.add(url);
    Path out = work.resolve("out");
    Path err = work.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IOException("the browser did not end within " + TIMEOUT_SECONDS + " s");
    }
    List<String> console =
        new String(Files.readAllBytes(err), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("CONSOLE"))
            .toList();
    return new Output(Files.readString(out), console);
  }
}

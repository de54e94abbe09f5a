package io.convrelu.report.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.report.Report;
import io.convrelu.report.ReportTest;
import io.convrelu.report.TableCsv;
import io.convrelu.report.Trials;
import io.convrelu.sweep.RenamingFileSystem;
import io.convrelu.testing.FullDiskFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

  private static final Report REPORT = Report.of(List.of("runs"), ReportTest.reluAndConvRelu());

  @TempDir Path folder;

  private final Configuration hadoop = new Configuration();

  @Test
  void writesIntoANewFolderAndReplacesWhatIsThere() throws IOException {
    Path output = folder.resolve("a/b");
    write(output.toString());
    Files.writeString(output.resolve("report.html"), "old");
    Files.writeString(output.resolve("notes.txt"), "mine");

    write(output.toString());

    assertThat(names(output))
        .containsExactly(
            "figures",
            "notes.txt",
            "paper-parameters.csv",
            "paper-tables.csv",
            "report.html",
            "table.csv",
            "tables.parquet",
            "trials.csv");
    assertThat(Files.readString(output.resolve("report.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("73.00% ± 8.96");
    assertThat(Files.readString(output.resolve("table.csv"))).isEqualTo(TableCsv.write(REPORT));
    assertThat(Files.readString(output.resolve("notes.txt"))).isEqualTo("mine");
  }

  @Test
  void replacesOnAFileSystemWhoseRenameDoesNot() throws IOException {
    hadoop.set("fs.renaming.impl", RenamingFileSystem.Strict.class.getName());
    hadoop.set("fs.AbstractFileSystem.renaming.impl", RenamingFileSystem.class.getName());
    write("renaming://" + folder + "/out");
    Files.writeString(folder.resolve("out/report.html"), "old");

    write("renaming://" + folder + "/out");

    assertThat(Files.readString(folder.resolve("out/report.html"))).startsWith("<!DOCTYPE html>");
    assertThat(names(folder.resolve("out")))
        .filteredOn(name -> !name.endsWith(".crc"))
        .contains("report.html", "table.csv", "tables.parquet")
        .noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void figuresOfAnEarlierReportDoNotStayBesideThisOne() throws IOException {
    Path figures = Files.createDirectories(folder.resolve("out/figures"));
    Files.writeString(figures.resolve("cifar100-vgg-16-accuracy.png"), "old");
    Files.writeString(figures.resolve("notes.txt"), "mine");

    write(folder.resolve("out").toString());

    assertThat(names(figures))
        .containsExactly(
            "cifar10-densenet-40-differences.png",
            "cifar10-densenet-40-differences.svg",
            "notes.txt");
  }

  @Test
  void whatUsersNamedThingsIsNoPath() throws IOException {
    Report hostile =
        Report.of(
            List.of("runs"),
            List.of(
                Trials.trial().data("../../up", false).network("a/b").build(),
                Trials.trial()
                    .data("../../up", false)
                    .network("a/b")
                    .choice("elu", "all", "")
                    .build()));

    ReportFiles.in(hadoop, folder.resolve("out").toString()).write(hostile);

    assertThat(names(folder.resolve("out/figures")))
        .containsExactly("up-a-b-differences.png", "up-a-b-differences.svg");
    assertThat(names(folder)).containsExactly("out");
  }

  @Test
  void theSameTrialsGiveTheSameBytes() throws IOException {
    write(folder.resolve("a").toString());
    write(folder.resolve("b").toString());

    for (String name : names(folder.resolve("a"))) {
      Path file = folder.resolve("a").resolve(name);
      if (Files.isRegularFile(file)) {
        assertThat(file).hasSameBinaryContentAs(folder.resolve("b").resolve(name));
      }
    }
    assertThat(folder.resolve("a/figures/cifar10-densenet-40-differences.png"))
        .hasSameBinaryContentAs(folder.resolve("b/figures/cifar10-densenet-40-differences.png"));
  }

  @Test
  void aDiskThatFillsUpLeavesTheOldFilesWhole() throws IOException {
    FullDiskFileSystem.register(hadoop, ".");
    Files.writeString(folder.resolve("report.html"), "old page");
    Files.writeString(folder.resolve("table.csv"), "old table");

    assertThatThrownBy(() -> write(FullDiskFileSystem.path(folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");

    assertThat(names(folder)).containsExactly("report.html", "table.csv");
    assertThat(Files.readString(folder.resolve("report.html"))).isEqualTo("old page");
    assertThat(Files.readString(folder.resolve("table.csv"))).isEqualTo("old table");
  }

  @Test
  void aFileInThePlaceOfTheFolderIsAUsageError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");

    assertThatThrownBy(() -> write(file.toString()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--output")
        .hasMessageContaining("is a file");
    assertThat(Files.readString(file)).isEqualTo("content");
  }

  private void write(String output) throws IOException {
    ReportFiles.in(hadoop, output).write(REPORT);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}

package io.convrelu.data.prepare;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.input.FolderTree;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where a run's output folder is to come, and the siblings that belong to it: one in which the run
 * makes it, {@code NAME.<making>-<run>}, and one to which what it replaces is moved, {@code
 * NAME.replaced-<run>}. So nobody ever sees half an output, and whatever a killed run leaves behind
 * can be told by its name.
 */
public final class OutputPlace {

  private static final String REPLACED = "replaced";

  private final FileSystem fs;
  private final Path target;
  private final String making;
  private final String run = UUID.randomUUID().toString();

  private OutputPlace(FileSystem fs, Path target, String making) {
    this.fs = fs;
    this.target = target;
    this.making = making;
  }

  /**
   * @param path on any Hadoop file system
   * @param making what a run does there, for example {@code preparing}
   * @throws ConfigException for the root of a file system, which has no siblings
   */
  public static OutputPlace of(Configuration hadoop, String path, String making)
      throws IOException {
    Path given = new Path(path);
    FileSystem fs = given.getFileSystem(hadoop);
    OutputPlace place = new OutputPlace(fs, fs.makeQualified(given), making);
    if (place.target.getParent() == null) {
      throw place.problem("is the root of the file system; give a folder below it");
    }
    return place;
  }

  /** The file system that all of this is on. */
  public FileSystem fs() {
    return fs;
  }

  /** Where the output is to come. */
  public Path target() {
    return target;
  }

  /** How messages name it. */
  public String display() {
    return FolderTree.display(target);
  }

  /** The folder of this run, for anything temporary. */
  public Path work() {
    return sibling(making).suffix(run);
  }

  /** In it, the output as it is to be. */
  public Path result() {
    return new Path(work(), "result");
  }

  /** Where this run moves what it replaces. */
  public Path aside() {
    return sibling(REPLACED).suffix(run);
  }

  /** Work folders that are there, of killed runs if no other run is under way. */
  public List<Path> unfinished() throws IOException {
    return siblings(making);
  }

  /** What killed runs have moved away. */
  public List<Path> setAside() throws IOException {
    return siblings(REPLACED);
  }

  /** Removes what this run has written. */
  public void abort() throws IOException {
    fs.delete(work(), true);
  }

  /**
   * Checks that an output may come here.
   *
   * @param what an output is, for example {@code predictions}
   * @param ours whether there is one already
   * @throws ConfigException when there is one and it is not to be replaced, or something else
   */
  public void requireRoom(String what, boolean ours, ExistingOutput existing) throws IOException {
    if (!fs.exists(target)) {
      return;
    }
    if (!fs.getFileStatus(target).isDirectory()) {
      throw problem("is a file; give a folder that does not exist yet");
    }
    if (!ours && fs.listStatus(target).length > 0) {
      throw problem("exists and holds no " + what + ", so it is not touched; give another folder");
    }
    if (ours && existing == ExistingOutput.REFUSE) {
      throw problem(
          "holds " + what + " already; add --overwrite to replace it all, or give another folder");
    }
  }

  /** What is wrong with the place. */
  public ConfigException problem(String message) {
    return new ConfigException(List.of(new ConfigProblem("--output", display(), message)));
  }

  private Path sibling(String role) {
    return target.suffix("." + role + "-");
  }

  private List<Path> siblings(String role) throws IOException {
    try {
      return Stream.of(fs.listStatus(target.getParent()))
          .map(FileStatus::getPath)
          .filter(path -> path.getName().startsWith(sibling(role).getName()))
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}

package io.convrelu.cli.failure;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;

/**
 * Paths of the command line, looked at before any work: whether their file systems exist and
 * answer, and whether this user may go there. That there is nothing yet is no problem here. A host
 * that does not answer is asked twice and not, as Hadoop would, for minutes.
 */
public final class GivenPaths {

  private final Configuration hadoop;
  private final List<ConfigProblem> problems = new ArrayList<>();

  /**
   * @param hadoop is not changed
   */
  public GivenPaths(Configuration hadoop) {
    this.hadoop = impatient(hadoop);
  }

  /** A path that will be read. */
  public GivenPaths readable(String option, String path) {
    return look(option, path, GivenPaths::readable);
  }

  /** A file or folder that will be written; folders above it are made. */
  public GivenPaths writable(String option, String path) {
    return look(option, path, GivenPaths::writable);
  }

  /**
   * Ends the look.
   *
   * @throws ConfigException with every path that cannot be used
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private interface Look {
    Optional<String> problem(FileSystem files, Path path) throws IOException;
  }

  private GivenPaths look(String option, String written, Look look) {
    problem(written, look)
        .ifPresent(problem -> problems.add(new ConfigProblem(option, written, problem)));
    return this;
  }

  private Optional<String> problem(String written, Look look) {
    Path path;
    try {
      path = new Path(written);
    } catch (IllegalArgumentException e) {
      return Optional.of("is no path: " + PathFailure.line(e));
    }
    // Not from the cache, where others would find it with our patience.
    try (FileSystem files = FileSystem.newInstance(path.toUri(), hadoop)) {
      return look.problem(files, files.makeQualified(path));
    } catch (IOException | RuntimeException e) {
      return Optional.of(PathFailure.explain(e).orElseGet(() -> PathFailure.line(e)));
    }
  }

  private static Optional<String> readable(FileSystem files, Path path) throws IOException {
    if (isLocal(path)) {
      java.nio.file.Path local = local(path);
      return exists(local) && !Files.isReadable(local) ? denied(local, "read") : Optional.empty();
    }
    Optional<FileStatus> found = status(files, path);
    if (found.isPresent() && found.get().isDirectory()) {
      files.listStatusIterator(path).hasNext();
    }
    return Optional.empty();
  }

  private static Optional<String> writable(FileSystem files, Path path) throws IOException {
    Path place = path;
    Optional<FileStatus> found = status(files, place);
    while (found.isEmpty() && place.getParent() != null) {
      place = place.getParent();
      found = status(files, place);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (!place.equals(path) && !found.get().isDirectory()) {
      return Optional.of("cannot be made because " + place + " is a file; name another place");
    }
    if (isLocal(place)) {
      java.nio.file.Path local = local(place);
      return Files.isWritable(local) ? Optional.empty() : denied(local, "written");
    }
    if ("hdfs".equals(place.toUri().getScheme())) {
      // Elsewhere access() only compares permission bits, which do not decide.
      files.access(place, FsAction.WRITE);
    }
    return Optional.empty();
  }

  private static Optional<FileStatus> status(FileSystem files, Path path) throws IOException {
    try {
      return Optional.of(files.getFileStatus(path));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Unlike {@link Files#exists}, not false where it cannot be told. */
  private static boolean exists(java.nio.file.Path path) throws IOException {
    try {
      Files.readAttributes(path, "size");
      return true;
    } catch (java.nio.file.NoSuchFileException e) {
      return false;
    }
  }

  private static Optional<String> denied(java.nio.file.Path path, String how) {
    return Optional.of(
        path
            + " may not be "
            + how
            + " by user "
            + System.getProperty("user.name")
            + "; grant access, or name another path");
  }

  private static boolean isLocal(Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  private static Configuration impatient(Configuration hadoop) {
    Configuration conf = new Configuration(hadoop);
    conf.setInt("ipc.client.connect.max.retries", 1);
    conf.setInt("ipc.client.connect.retry.interval", 500);
    conf.setInt("ipc.client.connect.max.retries.on.timeouts", 1);
    conf.setInt("ipc.client.connect.timeout", 10_000);
    conf.setInt("dfs.client.failover.max.attempts", 4);
    conf.setInt("fs.s3a.attempts.maximum", 2);
    conf.setInt("fs.s3a.retry.limit", 2);
    conf.setInt("fs.s3a.connection.establish.timeout", 10_000);
    return conf;
  }
}

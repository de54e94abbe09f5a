package io.convrelu.data.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder of any Hadoop file system. */
public final class FolderTree implements InputTree {

  private final FileSystem fs;
  private final Path root;

  public FolderTree(FileSystem fs, Path root) {
    this.fs = fs;
    this.root = fs.makeQualified(root);
  }

  @Override
  public String display() {
    return display(root);
  }

  /** A path as a user writes it: local ones without their scheme. */
  public static String display(Path path) {
    boolean local = "file".equals(path.toUri().getScheme());
    return local ? path.toUri().getPath() : path.toString();
  }

  @Override
  public Optional<FileRef> file(String name) throws IOException {
    try {
      FileStatus status = fs.getFileStatus(new Path(root, name));
      return status.isFile() ? Optional.of(ref(name, status)) : Optional.empty();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> folders(String folder) throws IOException {
    List<String> result = new ArrayList<>();
    for (FileStatus status : list(folder)) {
      if (status.isDirectory()) {
        result.add(status.getPath().getName());
      }
    }
    return result;
  }

  @Override
  public List<FileRef> files(String folder) throws IOException {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    List<FileRef> result = new ArrayList<>();
    for (FileStatus status : list(folder)) {
      if (status.isFile()) {
        result.add(ref(prefix + status.getPath().getName(), status));
      }
    }
    return result;
  }

  @Override
  public InputTree below(String folder) {
    return folder.isEmpty() ? this : new FolderTree(fs, new Path(root, folder));
  }

  private FileRef ref(String name, FileStatus status) {
    return new FileRef(display(), name, status.getPath().toString(), 0, status.getLen());
  }

  private List<FileStatus> list(String folder) throws IOException {
    try {
      Path path = folder.isEmpty() ? root : new Path(root, folder);
      return Arrays.stream(fs.listStatus(path))
          .filter(status -> !status.getPath().getName().startsWith("."))
          .sorted(Comparator.comparing(status -> status.getPath().getName()))
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}

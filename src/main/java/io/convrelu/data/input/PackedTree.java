package io.convrelu.data.input;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of an archive, which lie one after the other in one pack. No name of the archive ever
 * becomes a name on a file system.
 */
public final class PackedTree implements InputTree {

  /** Sorts after every character that can follow a '/' in a name. */
  private static final char LAST = '\uffff';

  private final String display;
  private final String prefix;
  private final NavigableMap<String, FileRef> files;

  /**
   * @param display the archive, for messages
   * @param files by full name in the archive
   */
  public PackedTree(String display, NavigableMap<String, FileRef> files) {
    this(display, "", new TreeMap<>(files));
  }

  private PackedTree(String display, String prefix, NavigableMap<String, FileRef> files) {
    this.display = display;
    this.prefix = prefix;
    this.files = files;
  }

  @Override
  public String display() {
    return display;
  }

  @Override
  public Optional<FileRef> file(String name) {
    return Optional.ofNullable(files.get(prefix + name)).map(this::relative);
  }

  @Override
  public List<String> folders(String folder) {
    List<String> result = new ArrayList<>();
    String base = base(folder);
    String next = files.ceilingKey(base);
    while (next != null && next.startsWith(base)) {
      int slash = next.indexOf('/', base.length());
      if (slash < 0) {
        next = files.higherKey(next);
      } else {
        String name = next.substring(base.length(), slash);
        if (!name.startsWith(".")) {
          result.add(name);
        }
        next = files.higherKey(base + name + "/" + LAST);
      }
    }
    return result;
  }

  @Override
  public List<FileRef> files(String folder) {
    List<FileRef> result = new ArrayList<>();
    String base = base(folder);
    for (FileRef file : files.subMap(base, true, base + LAST, true).values()) {
      String rest = file.name().substring(base.length());
      if (rest.indexOf('/') < 0 && !rest.startsWith(".")) {
        result.add(relative(file));
      }
    }
    return result;
  }

  @Override
  public InputTree below(String folder) {
    return folder.isEmpty() ? this : new PackedTree(display + "/" + folder, base(folder), files);
  }

  private String base(String folder) {
    return folder.isEmpty() ? prefix : prefix + folder + "/";
  }

  private FileRef relative(FileRef file) {
    String name = file.name().substring(prefix.length());
    return new FileRef(display, name, file.path(), file.offset(), file.length());
  }
}

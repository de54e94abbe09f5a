package io.convrelu.data.input;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of an input, by names relative to it with '/'. The empty name is the input itself.
 * Names that begin with a dot are not listed: file managers and archivers leave them behind.
 */
public interface InputTree {

  /** How messages name the input. */
  String display();

  /** A file; empty when there is none of that name. */
  Optional<FileRef> file(String name) throws IOException;

  /** Names of the folders directly in a folder, sorted; none where there is no such folder. */
  List<String> folders(String folder) throws IOException;

  /** The files directly in a folder, sorted by name; none where there is no such folder. */
  List<FileRef> files(String folder) throws IOException;

  /** The tree below one of its folders, with names relative to that. */
  InputTree below(String folder);
}

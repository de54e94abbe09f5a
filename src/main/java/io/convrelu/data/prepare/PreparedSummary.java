package io.convrelu.data.prepare;

import io.convrelu.data.DatasetManifest;

/** What was made, for the user. */
public record PreparedSummary(String output, DatasetManifest manifest) {

  /** Bytes of all data files. */
  public long bytes() {
    return manifest.files().stream().mapToLong(file -> file.length()).sum();
  }
}

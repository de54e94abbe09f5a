package io.convrelu.sweep.provenance;

import java.util.Objects;

/**
 * Which prepared data set was trained on, as its {@code dataset.json} describes it.
 *
 * @param path where it was, as it was given; empty where it was not recorded
 * @param fingerprint SHA-256 of {@code dataset.json}, in hex
 * @param sourcesSha256 SHA-256 over the checksums of the files that it was prepared from: of the
 *     lines {@code SHA-256, two spaces, name}, sorted by name; empty for generated data
 * @param files its Parquet files
 * @param bytes in all of them
 */
public record DataSource(
    String path, String fingerprint, String sourcesSha256, int files, long bytes) {

  /** Of trials of earlier releases. */
  public static final DataSource NOT_RECORDED = new DataSource("", "", "", 0, 0);

  public DataSource {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(sourcesSha256, "sourcesSha256");
  }
}

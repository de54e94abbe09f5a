package io.convrelu.data.archive;

/**
 * What an archive may at most hold.
 *
 * @param entries files and folders
 * @param bytes of all files, unpacked
 * @param ratio unpacked bytes for each packed byte
 * @param grace unpacked bytes up to which the ratio is not looked at: small texts may pack very
 *     well
 */
public record ArchiveLimits(long entries, long bytes, long ratio, long grace) {

  /**
   * Admits every official distribution with room to spare: Tiny ImageNet has 120,206 files, Yelp
   * unpacks to half a gigabyte, and none packs better than four to one.
   */
  public static final ArchiveLimits OFFICIAL = new ArchiveLimits(250_000, 8L << 30, 100, 64L << 20);

  public ArchiveLimits {
    if (entries < 1 || bytes < 1 || ratio < 1 || grace < 0) {
      throw new IllegalArgumentException(
          "limits must be positive: " + entries + ", " + bytes + ", " + ratio + ", " + grace);
    }
  }
}

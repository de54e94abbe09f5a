package io.convrelu.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every JVM has. */
public final class Sha256 {

  private Sha256() {}

  /** For content that comes in parts. */
  public static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** The 32 bytes. */
  public static byte[] digest(byte[] content) {
    return create().digest(content);
  }

  /** In lower-case hex. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(digest(content));
  }
}

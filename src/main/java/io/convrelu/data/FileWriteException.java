package io.convrelu.data;

import java.io.IOException;

/** A file that could not be written to its end; names it, the reason and what to do. */
public final class FileWriteException extends IOException {

  private static final long serialVersionUID = 1L;

  FileWriteException(String file, Throwable cause) {
    super(
        file + ": cannot be written: " + reason(cause) + "; make room there, or name another place",
        cause);
  }

  private static String reason(Throwable cause) {
    Throwable told = cause.getCause() instanceof IOException io ? io : cause;
    return told.getMessage() == null ? told.toString() : told.getMessage();
  }
}

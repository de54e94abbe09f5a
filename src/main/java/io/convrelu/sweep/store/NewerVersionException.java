package io.convrelu.sweep.store;

import java.io.IOException;

/** A file that a newer program wrote, which is no damage: nothing is to be deleted. */
final class NewerVersionException extends IOException {

  private static final long serialVersionUID = 1L;

  NewerVersionException(String message) {
    super(message);
  }
}

package io.convrelu.data.source;

import java.io.Serializable;

/** What a line of a text file says. Makes readers, which are not shared between tasks. */
interface LineFormat extends Serializable {

  /** A reader for the lines of one file. */
  Reader reader(String file);

  /** Reads lines. */
  @FunctionalInterface
  interface Reader {
    /**
     * @param line its bytes without LF
     * @param number from 1, for messages
     * @throws io.convrelu.data.BadInputException when it is not as it should be
     */
    LabelledText read(byte[] line, long number);
  }

  /** A text and its label. */
  record LabelledText(int label, String text) {}
}

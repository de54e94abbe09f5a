package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Locale;

/** Decodes text and refuses bytes that are none in its charset, instead of replacing them. */
final class StrictText {

  private final CharsetDecoder decoder;

  StrictText(Charset charset) {
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /**
   * Decodes all bytes.
   *
   * @param place for the message, for example {@code line 3}
   * @throws BadInputException naming the first byte that is no text, counted from 1 in the place
   */
  String decode(byte[] bytes, String file, String place) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate((int) (bytes.length * (double) decoder.maxCharsPerByte()));
    decoder.reset();
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      result = decoder.flush(out);
    }
    if (result.isError()) {
      int at = in.position();
      String where = (place.isEmpty() ? "" : place + ", ") + "byte " + (at + 1);
      String value = String.format(Locale.ROOT, "0x%02x", bytes[at] & 0xff);
      throw new BadInputException(
          file, where, value + " is not valid here; expected text in " + decoder.charset().name());
    }
    return out.flip().toString();
  }
}

package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes square JPEGs of a known side to blue-green-red pixels; a grey image becomes three equal
 * channels. Width and height are looked at before anything is decoded.
 */
final class JpegDecoder {

  /** No 64×64 image needs as much, whatever its quality and whatever a camera wrote beside it. */
  private static final long LARGEST_FILE = 1 << 20;

  private final int side;

  JpegDecoder(int side) {
    this.side = side;
  }

  /**
   * Refuses a file by its size, before it is read.
   *
   * @throws BadInputException when it is empty or larger than any image of this side
   */
  void checkLength(String file, long length) {
    if (length == 0) {
      throw new BadInputException(file, "", "is empty; expected " + expected());
    }
    if (length > LARGEST_FILE) {
      throw new BadInputException(
          file, "", "is oversized: " + length + " bytes; expected " + expected());
    }
  }

  /**
   * Decodes.
   *
   * @return {@code side × side × 3} bytes, row by row
   * @throws BadInputException when it is no JPEG of that side, or one that is cut off or damaged
   */
  byte[] decode(String file, byte[] jpeg) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    if (!readers.hasNext()) {
      throw new IllegalStateException("this Java has no JPEG reader; use a JDK with java.desktop");
    }
    ImageReader reader = readers.next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      AtomicBoolean damaged = new AtomicBoolean(false);
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(
          (source, warning) -> damaged.compareAndSet(false, isDamage(warning)));
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (width != side || height != side) {
        throw new BadInputException(
            file, "", "is " + width + "×" + height + " pixels; expected " + expected());
      }
      byte[] pixels = pixels(file, reader);
      if (damaged.get()) {
        throw new BadInputException(
            file, "", "is a JPEG that is cut off or damaged; expected " + expected());
      }
      return pixels;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BadInputException(
          file, "", "cannot be decoded (" + e.getMessage() + "); expected " + expected(), e);
    } finally {
      reader.dispose();
    }
  }

  /** Java's decoder fills what is missing with grey and only warns. */
  private static boolean isDamage(String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    return lower.contains("premature end")
        || lower.contains("truncated")
        || lower.contains("corrupt");
  }

  private byte[] pixels(String file, ImageReader reader) throws IOException {
    BufferedImage image = reader.read(0);
    // Samples, not colours: asking for the colours of a grey image would bend them by a gamma.
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    if (bands != 1 && bands != 3) {
      throw new BadInputException(
          file, "", "has " + bands + " components; expected a colour or grey " + expected());
    }
    int[] samples = raster.getPixels(0, 0, side, side, (int[]) null);
    byte[] pixels = new byte[3 * side * side];
    for (int i = 0; i < side * side; i++) {
      for (int c = 0; c < 3; c++) {
        pixels[3 * i + 2 - c] = (byte) samples[bands * i + Math.min(c, bands - 1)];
      }
    }
    return pixels;
  }

  private String expected() {
    return "JPEG of " + side + "×" + side + " pixels";
  }
}

package io.convrelu.data.synthetic;

import io.convrelu.data.source.SourcePlan.Content;
import java.util.SplittableRandom;

/**
 * Images of 32×32 pixels in colour: a sine grating, whose direction and period tell the class, with
 * random phase, contrast, brightness and colour, under noise. As the phase is random the mean image
 * of every class is grey: a linear classifier learns nothing, a small convolution does.
 *
 * <p>Uses {@link StrictMath}, so that every machine makes the same bytes.
 */
record GratingImages(long seed, int classes) implements ExampleGenerator {

  private static final int SIDE = 32;
  private static final double SHORT_PERIOD = 4;
  private static final double LONG_PERIOD = 8;
  private static final double NOISE = 60;
  private static final double GREY = 127.5;

  @Override
  public Content content() {
    return Content.images(3, SIDE, SIDE);
  }

  @Override
  public byte[] generate(int label, SplittableRandom random) {
    int directions = (classes + 1) / 2;
    int direction = label / 2;
    double angle = StrictMath.PI * direction / directions;
    double period = label % 2 == 0 ? SHORT_PERIOD : LONG_PERIOD;
    double stepX = 2 * StrictMath.PI * StrictMath.cos(angle) / period;
    double stepY = 2 * StrictMath.PI * StrictMath.sin(angle) / period;
    double phase = 2 * StrictMath.PI * random.nextDouble();
    double contrast = 25 + 45 * random.nextDouble();
    double brightness = GREY + 40 * (random.nextDouble() - 0.5);
    double[] colour = {channel(random), channel(random), channel(random)};
    byte[] pixels = new byte[3 * SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double wave = contrast * StrictMath.sin(phase + stepX * x + stepY * y);
        for (int c = 0; c < 3; c++) {
          double noise = NOISE * (random.nextDouble() - 0.5);
          double value = brightness + colour[c] * wave + noise;
          pixels[3 * (y * SIDE + x) + c] = (byte) Math.round(Math.max(0, Math.min(255, value)));
        }
      }
    }
    return pixels;
  }

  private static double channel(SplittableRandom random) {
    return 0.4 + 0.6 * random.nextDouble();
  }
}

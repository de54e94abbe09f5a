package io.convrelu.train;

import io.convrelu.data.CharAlphabet;
import io.convrelu.data.DatasetDescription;
import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.batch.Augmentation;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.data.batch.ImageEncoder;
import io.convrelu.data.batch.OneHotEncoder;
import io.convrelu.zoo.ExampleShape;

/** What a trained network reads, and how examples become that: the same as in its training. */
public sealed interface ModelInput {

  /** What a network reads that was trained on such data with such settings. */
  static ModelInput of(TrainingPlan plan, DatasetDescription data) {
    return data.kind() == ExampleKind.IMAGE
        ? new Images(data.image())
        : new Texts(plan.network().textLength());
  }

  /** Image or text. */
  ExampleKind kind();

  /** From what a prepared data set stores to bytes. */
  ExampleRows rows();

  /** From bytes to what the network reads, without augmentation. */
  FeatureEncoder encoder();

  /** What a network that decides between so many classes reads. */
  ExampleShape shape(int classes);

  /** In words, for messages: {@code 32×32 images of 3 channels}. */
  String described();

  /**
   * Images.
   *
   * @param shape with the means and deviations of the data that the model was trained on
   */
  record Images(ImageShape shape) implements ModelInput {

    public Images {
      if (shape.channels() < 1
          || shape.mean().size() != shape.channels()
          || shape.deviation().size() != shape.channels()) {
        throw new IllegalArgumentException(
            shape.mean().size()
                + " means and "
                + shape.deviation().size()
                + " deviations for images of "
                + shape.channels()
                + " channels");
      }
    }

    @Override
    public ExampleKind kind() {
      return ExampleKind.IMAGE;
    }

    @Override
    public ExampleShape shape(int classes) {
      return new ExampleShape(shape.channels(), shape.height(), shape.width(), classes);
    }

    @Override
    public ExampleRows rows() {
      return ExampleRows.Images.of(shape);
    }

    @Override
    public FeatureEncoder encoder() {
      return new ImageEncoder(shape, Augmentation.NONE);
    }

    @Override
    public String described() {
      return described(shape.channels(), shape.height(), shape.width());
    }

    /** Any images, in words. */
    public static String described(int channels, int height, int width) {
      return width
          + "×"
          + height
          + " images of "
          + channels
          + (channels == 1 ? " channel" : " channels");
    }
  }

  /**
   * Texts in {@link CharAlphabet}'s codes.
   *
   * @param length characters read of each
   */
  record Texts(int length) implements ModelInput {

    public Texts {
      if (length < 1) {
        throw new IllegalArgumentException("texts of " + length + " characters");
      }
    }

    @Override
    public ExampleKind kind() {
      return ExampleKind.TEXT;
    }

    @Override
    public ExampleShape shape(int classes) {
      return new ExampleShape(CharAlphabet.SIZE, 1, length, classes);
    }

    @Override
    public ExampleRows rows() {
      return new ExampleRows.Texts(length);
    }

    @Override
    public FeatureEncoder encoder() {
      return new OneHotEncoder(CharAlphabet.SIZE, length);
    }

    @Override
    public String described() {
      return "texts";
    }
  }
}

package io.convrelu.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The activations, in the order of the paper's rows, and what everybody asks of one. A constant
 * here is an activation of every network, of {@code describe} and of the report; only a {@link
 * Form} of its own needs more.
 */
public enum Activation {
  /** z: where nothing activates. */
  IDENTITY("none", Form.IDENTITY, 1, 1, ParameterRole.NONE, new Ink("#59636e", "#a3adb8")),

  RELU("ReLU", Form.RECTIFIED, 0, 1, ParameterRole.NONE, new Ink("#3a3f45", "#d5d9de")),

  /** Maas et al. 2013. */
  LEAKY_RELU(
      "LeakyReLU",
      Form.TWO_SLOPES,
      0.01,
      1,
      ParameterRole.FIXED_SLOPE,
      new Ink("#b07200", "#e6a91f")),

  /** He et al. 2015: one slope a layer. */
  PRELU(
      "PReLU",
      Form.TWO_SLOPES,
      0.25,
      1,
      ParameterRole.TRAINED_SLOPE,
      new Ink("#0072b2", "#5b9bff")),

  CONV_RELU(
      "ConvReLU",
      Form.TWO_SLOPES,
      0,
      1,
      ParameterRole.TIED_THRESHOLD,
      new Ink("#d55e00", "#ff7a1a")),

  ADA_RELU(
      "AdaReLU", Form.TWO_SLOPES, 0, 1, ParameterRole.THRESHOLD, new Ink("#b0568c", "#e08ec0")),

  /** Clevert et al. 2016. */
  ELU("ELU", Form.EXPONENTIAL, 1, 1, ParameterRole.NONE, new Ink("#009e73", "#2fc79a")),

  /** Klambauer et al. 2017. */
  SELU(
      "SELU",
      Form.EXPONENTIAL,
      1.6732632423543772848170429916717,
      1.0507009873554804934193349852946,
      ParameterRole.NONE,
      new Ink("#3d9bd1", "#7cd0f2")),

  /** Elfwing et al. 2018 (Hendrycks and Gimpel 2016): z·σ(z), also known as Swish. */
  SILU("SiLU", Form.LOGISTIC_GATE, 0, 1, ParameterRole.NONE, new Ink("#6a4fb0", "#b39bff")),

  /** Hendrycks and Gimpel 2016: z·Φ(z), the exact one. */
  GELU("GELU", Form.NORMAL_GATE, 0, 1, ParameterRole.NONE, new Ink("#8c1d40", "#f0718f"));

  /** What an activation can be adjusted by. */
  public enum ParameterRole {
    NONE,
    /** The slope below 0, set in the configuration. */
    FIXED_SLOPE,
    /** The slope below 0, trained. */
    TRAINED_SLOPE,
    /** A trained threshold for every group of inputs that {@link ThresholdSharing} makes. */
    THRESHOLD,
    /** A trained threshold for every channel and kernel position of the convolution behind. */
    TIED_THRESHOLD
  }

  /**
   * Colours of an activation in the report.
   *
   * @param light on light ground, {@code #rrggbb}
   * @param dark on dark ground
   */
  public record Ink(String light, String dark) {}

  private final String title;
  private final Form form;
  private final double slope;
  private final double gain;
  private final ParameterRole parameter;
  private final Ink ink;

  Activation(String title, Form form, double slope, double gain, ParameterRole parameter, Ink ink) {
    this.title = title;
    this.form = form;
    this.slope = slope;
    this.gain = gain;
    this.parameter = parameter;
    this.ink = ink;
  }

  /** Those that a configuration may name. */
  public static List<Activation> choices() {
    return Arrays.stream(values()).filter(activation -> activation != IDENTITY).toList();
  }

  /** The one of {@link #choices} that configurations and results call so. */
  public static Optional<Activation> of(String key) {
    return choices().stream().filter(activation -> activation.key().equals(key)).findFirst();
  }

  /** As configurations and results name it: {@code conv-relu}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As people write it: {@code ConvReLU}. */
  public String title() {
    return title;
  }

  /** Shape of the function. */
  public Form form() {
    return form;
  }

  /** α of the form; where it is a parameter, what it is, or starts from, unless set. */
  public double slope() {
    return slope;
  }

  /** λ of the form. */
  public double gain() {
    return gain;
  }

  public ParameterRole parameter() {
    return parameter;
  }

  public Ink ink() {
    return ink;
  }

  /**
   * Whether it falls nowhere, whatever value its parameter takes: then maxima may be taken in front
   * of it as well as behind. A slope that is set is not negative, a trained one may become so.
   */
  public boolean neverFalls() {
    return switch (form) {
      case IDENTITY, RECTIFIED, EXPONENTIAL -> true;
      case TWO_SLOPES -> parameter != ParameterRole.TRAINED_SLOPE;
      case LOGISTIC_GATE, NORMAL_GATE -> false;
    };
  }
}

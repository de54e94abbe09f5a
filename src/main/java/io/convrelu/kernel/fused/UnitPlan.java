package io.convrelu.kernel.fused;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.Form;
import io.convrelu.kernel.fused.Parameter.Operand;
import java.util.List;
import java.util.Optional;

/**
 * One unit: of the first channels of a map, batch normalization, to which another map may be added,
 * activation, pooling, convolution; the result goes to channels of another map or out of the stage.
 *
 * @param name unique in the stage; names of its parameters begin with it
 * @param source index of the map that is read
 * @param input the channels read, with height and width
 * @param normalized whether batch normalization stands first
 * @param addend what is added in front of the activation
 * @param nonlinearity the activation
 * @param pooling what follows it
 * @param convolution what follows that
 * @param target index of the map written, or {@link #OUTPUT}
 * @param firstChannel where in the target
 */
public record UnitPlan(
    String name,
    int source,
    MapShape input,
    Normalization normalized,
    Optional<Addend> addend,
    Nonlinearity nonlinearity,
    Pooling pooling,
    Optional<ConvSpec> convolution,
    int target,
    int firstChannel) {

  public UnitPlan {
    if (addend.isPresent() && addend.get().source() == source) {
      throw new IllegalArgumentException("unit " + name + " adds map " + source + " to itself");
    }
  }

  /** A unit that so far only reads a map; the rest is added by the methods that return a copy. */
  public static UnitPlan reading(String name, int source, MapShape input) {
    return new UnitPlan(
        name,
        source,
        input,
        Normalization.NONE,
        Optional.empty(),
        Nonlinearity.IDENTITY,
        Pooling.NONE,
        Optional.empty(),
        OUTPUT,
        0);
  }

  /** Under another name. */
  public UnitPlan named(String value) {
    return new UnitPlan(
        value,
        source,
        input,
        normalized,
        addend,
        nonlinearity,
        pooling,
        convolution,
        target,
        firstChannel);
  }

  /** Begins with batch normalization. */
  public UnitPlan batchNormalized() {
    return new UnitPlan(
        name,
        source,
        input,
        Normalization.BATCH,
        addend,
        nonlinearity,
        pooling,
        convolution,
        target,
        firstChannel);
  }

  /** Adds the first channels of another map in front of the activation. */
  public UnitPlan plus(int map, Normalization normalization) {
    return new UnitPlan(
        name,
        source,
        input,
        normalized,
        Optional.of(new Addend(map, normalization)),
        nonlinearity,
        pooling,
        convolution,
        target,
        firstChannel);
  }

  /** With an activation. */
  public UnitPlan activated(Nonlinearity value) {
    return new UnitPlan(
        name, source, input, normalized, addend, value, pooling, convolution, target, firstChannel);
  }

  /** With a pooling behind the activation. */
  public UnitPlan pooled(Pooling value) {
    return new UnitPlan(
        name,
        source,
        input,
        normalized,
        addend,
        nonlinearity,
        value,
        convolution,
        target,
        firstChannel);
  }

  /** With a convolution at the end. */
  public UnitPlan convolved(ConvSpec value) {
    return new UnitPlan(
        name,
        source,
        input,
        normalized,
        addend,
        nonlinearity,
        pooling,
        Optional.of(value),
        target,
        firstChannel);
  }

  /** Writes channels of a map, from one on, instead of the stage's output. */
  public UnitPlan writing(int map, int channel) {
    return new UnitPlan(
        name, source, input, normalized, addend, nonlinearity, pooling, convolution, map, channel);
  }

  /** The stage's output. */
  public static final int OUTPUT = -1;

  /** Whether a unit begins with batch normalization. */
  public enum Normalization {
    NONE,
    BATCH
  }

  /**
   * The second operand of a sum; as many channels as the first.
   *
   * @param source index of the map
   * @param normalized whether batch normalization stands between the map and the sum
   */
  public record Addend(int source, Normalization normalized) {}

  /** Indices of the maps that are read. */
  public List<Integer> sources() {
    return addend.map(other -> List.of(source, other.source())).orElse(List.of(source));
  }

  /** How an operand enters; its caller knows that there is one. */
  Normalization normalization(Operand operand) {
    return switch (operand) {
      case SOURCE -> normalized;
      case ADDEND -> addend.orElseThrow().normalized();
    };
  }

  /** Whether batch statistics of a map are needed. */
  boolean normalizes(int map) {
    return (source == map && normalized == Normalization.BATCH)
        || addend
            .filter(a -> a.source() == map && a.normalized() == Normalization.BATCH)
            .isPresent();
  }

  /** Whether there is an activation. */
  public boolean activates() {
    return nonlinearity.activation() != Activation.IDENTITY;
  }

  /** What the pooling makes. */
  public MapShape pooled() {
    return new MapShape(
        input.channels(), pooling.outHeight(input.height()), pooling.outWidth(input.width()));
  }

  /** What the unit makes. */
  public MapShape result() {
    MapShape pooled = pooled();
    if (convolution.isEmpty()) {
      return pooled;
    }
    ConvShape shape = convolution.get().on(pooled);
    return new MapShape(shape.outChannels(), shape.outHeight(), shape.outWidth());
  }

  /** What shares a trained threshold, and so where thresholds are applied. */
  public enum Thresholds {
    NONE,
    /** All values. */
    LAYER,
    /** The values of a channel. */
    CHANNEL,
    /** Nothing: every value of an example has its own. */
    VALUE,
    /** What meets the same weights of the convolution, inside of which they are applied. */
    WEIGHT
  }

  /** The thresholds of the activation. */
  public Thresholds thresholds() {
    return switch (nonlinearity.activation().parameter()) {
      case NONE, FIXED_SLOPE, TRAINED_SLOPE -> Thresholds.NONE;
      case THRESHOLD ->
          switch (nonlinearity.sharing()) {
            case LAYER -> Thresholds.LAYER;
            case CHANNEL -> Thresholds.CHANNEL;
            case UNIT -> Thresholds.VALUE;
          };
      case TIED_THRESHOLD ->
          convolution.map(ConvSpec::kernelPositions).orElse(1) > 1
              ? Thresholds.WEIGHT
              : Thresholds.CHANNEL;
    };
  }

  /** Shape of what is left of the activation where thresholds are applied elsewhere. */
  Form form() {
    return switch (thresholds()) {
      case NONE, LAYER, CHANNEL -> nonlinearity.activation().form();
      case VALUE, WEIGHT -> Form.IDENTITY;
    };
  }
}

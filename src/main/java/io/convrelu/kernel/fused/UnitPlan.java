package io.convrelu.kernel.fused;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.Form;
import io.convrelu.kernel.fused.Parameter.Operand;
import java.util.List;
import java.util.Optional;

/**
 * One unit: of the first channels of a map, batch normalization, to which another map may be added,
 * activation, pooling, dropout, convolution; the result goes to channels of another map or out of
 * the stage.
 *
 * @param name unique in the stage; names of its parameters begin with it
 * @param source index of the map that is read
 * @param input the channels read, with height and width
 * @param normalized whether batch normalization stands first
 * @param addend what is added in front of the activation
 * @param nonlinearity the activation
 * @param pooling what follows it
 * @param dropout share of that which training leaves out; what stays is divided by 1 − share
 *     (Srivastava et al. 2014)
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
    double dropout,
    Optional<ConvSpec> convolution,
    int target,
    int firstChannel) {

  public UnitPlan {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("unit " + name + " drops out a share of " + dropout);
    }
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
        0,
        Optional.empty(),
        OUTPUT,
        0);
  }

  /** Under another name. */
  public UnitPlan named(String value) {
    return with(value, normalized, addend, nonlinearity, pooling, dropout, convolution);
  }

  /** Begins with batch normalization. */
  public UnitPlan batchNormalized() {
    return with(name, Normalization.BATCH, addend, nonlinearity, pooling, dropout, convolution);
  }

  /** Adds, in front of the activation, what another unit would read. */
  public UnitPlan plus(UnitPlan other) {
    Addend sum = new Addend(other.source, other.normalized);
    return with(name, normalized, Optional.of(sum), nonlinearity, pooling, dropout, convolution);
  }

  /** With an activation. */
  public UnitPlan activated(Nonlinearity value) {
    return with(name, normalized, addend, value, pooling, dropout, convolution);
  }

  /** With a pooling behind the activation. */
  public UnitPlan pooled(Pooling value) {
    return with(name, normalized, addend, nonlinearity, value, dropout, convolution);
  }

  /** Leaves out a share of what the convolution reads, in training. */
  public UnitPlan droppedOut(double share) {
    return with(name, normalized, addend, nonlinearity, pooling, share, convolution);
  }

  /** With a convolution at the end. */
  public UnitPlan convolved(ConvSpec value) {
    return with(name, normalized, addend, nonlinearity, pooling, dropout, Optional.of(value));
  }

  private UnitPlan with(
      String newName,
      Normalization newNormalized,
      Optional<Addend> newAddend,
      Nonlinearity newNonlinearity,
      Pooling newPooling,
      double newDropout,
      Optional<ConvSpec> newConvolution) {
    return new UnitPlan(
        newName,
        source,
        input,
        newNormalized,
        newAddend,
        newNonlinearity,
        newPooling,
        newDropout,
        newConvolution,
        target,
        firstChannel);
  }

  /** Writes channels of a map, from one on, instead of the stage's output. */
  public UnitPlan writing(int map, int channel) {
    return new UnitPlan(
        name,
        source,
        input,
        normalized,
        addend,
        nonlinearity,
        pooling,
        dropout,
        convolution,
        map,
        channel);
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

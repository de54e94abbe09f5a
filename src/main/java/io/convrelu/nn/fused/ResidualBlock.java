package io.convrelu.nn.fused;

import io.convrelu.kernel.fused.ResidualStages;
import java.io.Serializable;
import java.util.Objects;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A block of a {@link ResidualStage}: two 3×3 convolutions and a shortcut around them. Part of the
 * layer's JSON; immutable.
 *
 * <p>A class and not a record because the JSON mapper of DL4J does not know records.
 */
public final class ResidualBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final int channels;
  private final int stride;
  private final StageActivation inner;
  private final StageActivation outer;

  /**
   * @param name unique in the stage; names of its parameters begin with it
   * @param channels of both convolutions
   * @param stride of the first, and of the shortcut
   * @param inner activation between the convolutions
   * @param outer activation of the sum; what reads it is not one convolution, so a CONV_RELU has a
   *     threshold a channel here
   */
  @JsonCreator
  public ResidualBlock(
      @JsonProperty("name") String name,
      @JsonProperty("channels") int channels,
      @JsonProperty("stride") int stride,
      @JsonProperty("inner") StageActivation inner,
      @JsonProperty("outer") StageActivation outer) {
    this.name = Objects.requireNonNull(name, "name");
    if (channels < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "block '" + name + "' has " + channels + " channels and stride " + stride);
    }
    this.channels = channels;
    this.stride = stride;
    this.inner = Objects.requireNonNull(inner, "inner");
    this.outer = Objects.requireNonNull(outer, "outer");
  }

  public String getName() {
    return name;
  }

  public int getChannels() {
    return channels;
  }

  public int getStride() {
    return stride;
  }

  public StageActivation getInner() {
    return inner;
  }

  public StageActivation getOuter() {
    return outer;
  }

  ResidualStages.Block plan() {
    return new ResidualStages.Block(
        name, channels, stride, inner.nonlinearity(), outer.nonlinearity());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResidualBlock that
        && name.equals(that.name)
        && channels == that.channels
        && stride == that.stride
        && inner.equals(that.inner)
        && outer.equals(that.outer);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, channels, stride, inner, outer);
  }

  @Override
  public String toString() {
    return "ResidualBlock("
        + name
        + ", "
        + channels
        + " channels, stride "
        + stride
        + ", "
        + inner
        + ", "
        + outer
        + ")";
  }
}

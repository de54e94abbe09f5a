package io.convrelu.kernel.tile;

/**
 * An affine map and an activation, each with values of their own a channel: {@code f(z)} with
 * {@code z = scale·x + shift}. Arrays cover whole blocks; channels that only fill one have scale 0
 * and shift 0.
 *
 * @param form shape of the activation
 * @param scale factor of x
 * @param shift added to it
 * @param threshold θ; what RECTIFIED, EXPONENTIAL and IDENTITY have none of
 * @param slope α: of TWO_SLOPES below the threshold, of EXPONENTIAL the depth for z → −∞
 * @param gain λ of EXPONENTIAL
 */
public record ChannelFunction(
    Form form, float[] scale, float[] shift, float[] threshold, float[] slope, float gain) {

  /** Shape of an activation. */
  public enum Form {
    /** z. */
    IDENTITY,
    /** max(z, 0). */
    RECTIFIED,
    /** max(z, θ) + α·min(z − θ, 0): leaky, parametric and threshold rectifiers. */
    TWO_SLOPES,
    /** λ·z above 0, λ·α·(eᶻ − 1) below: ELU and SELU. */
    EXPONENTIAL
  }
}

package io.convrelu.kernel.tile;

import io.convrelu.kernel.Form;

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
    Form form, float[] scale, float[] shift, float[] threshold, float[] slope, float gain) {}

/**
 * Whole stages of a network as one piece of arithmetic: units of batch normalization, activation,
 * pooling and convolution over feature maps that are stored once ({@link
 * io.convrelu.kernel.fused.StagePlan}); a plain implementation in double and a tiled one in
 * float32.
 */
package io.convrelu.kernel.fused;

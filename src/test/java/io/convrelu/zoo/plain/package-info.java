/**
 * The networks of the zoo once more, vertex by vertex from DL4J's stock layers (and our ConvReLU,
 * AdaReLU and PReLU layers, of which it has none): what the fused networks are held against.
 */
package io.convrelu.zoo.plain;

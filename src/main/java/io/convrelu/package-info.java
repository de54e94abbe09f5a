/** Training and comparing adaptive-activation networks (ConvReLU) on Spark. */
package io.convrelu;

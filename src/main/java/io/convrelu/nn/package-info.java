/** DL4J layers: ConvReLU and its family. */
package io.convrelu.nn;

/** DL4J layers that own whole stages of a network and run them at hardware speed. */
package io.convrelu.nn.fused;

/** Networks, activations, replacement strategies. */
package io.convrelu.zoo;

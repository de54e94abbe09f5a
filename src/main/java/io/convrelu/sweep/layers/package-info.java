/** What is recorded of a trial layer by layer. */
package io.convrelu.sweep.layers;

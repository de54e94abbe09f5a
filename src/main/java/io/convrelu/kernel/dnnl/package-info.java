/** Convolutions of tiles by oneDNN, Intel's open kernel library, through its C interface. */
package io.convrelu.kernel.dnnl;

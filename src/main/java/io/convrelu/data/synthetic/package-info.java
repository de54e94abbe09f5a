/** Generated data sets, for trying things out where no real data are at hand. */
package io.convrelu.data.synthetic;

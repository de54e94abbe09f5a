/** The arithmetic: a plain reference and a fast implementation; no Spark, no DL4J. */
package io.convrelu.kernel;

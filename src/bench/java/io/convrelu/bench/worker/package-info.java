/**
 * The side of the benchmark that trains: what our process and the peer's have in common. Uses the
 * JDK alone, because the two run on different libraries.
 */
package io.convrelu.bench.worker;

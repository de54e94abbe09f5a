/**
 * The peer: the same networks in libtorch through bytedeco's bindings, channels_last, as fast as we
 * know how to write them. Its own class path; no class of it is ever part of the job jar.
 */
package io.convrelu.bench.peer;

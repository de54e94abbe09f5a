/**
 * The benchmark's harness: starts training processes of ours and of the peer, lets them train in
 * turn, and compares. Not part of the job jar.
 */
package io.convrelu.bench;

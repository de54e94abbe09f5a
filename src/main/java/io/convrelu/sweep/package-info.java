/** A sweep from its plan to its outcome: the loop that keeps a cluster busy, and its books. */
package io.convrelu.sweep;

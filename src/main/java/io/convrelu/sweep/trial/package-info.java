/**
 * A trial as a sweep plans and runs it: its identity, its outline, and the interface of what trains
 * it.
 */
package io.convrelu.sweep.trial;

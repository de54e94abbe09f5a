/** What a trial's outcome depends on: code, configuration, data, machine, cluster. */
package io.convrelu.sweep.provenance;

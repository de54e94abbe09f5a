/** What trials will cost, from their configuration alone. */
package io.convrelu.sweep.cost;

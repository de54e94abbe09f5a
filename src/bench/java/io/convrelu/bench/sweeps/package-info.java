/** What a sweep costs beside its trials: many that do nothing. */
package io.convrelu.bench.sweeps;

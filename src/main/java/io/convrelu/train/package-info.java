/** Averaging trainer, schedule, evaluation, metrics. */
package io.convrelu.train;

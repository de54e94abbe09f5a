/** Averaging trainer, schedule, evaluation, metrics, models. */
package io.convrelu.train;

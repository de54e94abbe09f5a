/** Trials that train: what a sweep runs when it is not simulated, and what it records of each. */
package io.convrelu.sweep.training;

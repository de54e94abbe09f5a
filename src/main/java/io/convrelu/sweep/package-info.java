/** Search space, trials, trial store. */
package io.convrelu.sweep;

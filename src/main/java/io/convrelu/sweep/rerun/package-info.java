/** A trial trained again from what is recorded of it, and the two compared. */
package io.convrelu.sweep.rerun;

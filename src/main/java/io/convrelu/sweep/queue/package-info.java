/** Which trial a sweep trains next, how far, and which it gives up. */
package io.convrelu.sweep.queue;

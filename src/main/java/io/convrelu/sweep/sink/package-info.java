/** Where else a sweep can be followed: listeners that write for other programs. */
package io.convrelu.sweep.sink;

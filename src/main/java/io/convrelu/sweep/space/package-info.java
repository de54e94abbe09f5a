/** What a sweep tries: spaces over settings, and the points in them. */
package io.convrelu.sweep.space;

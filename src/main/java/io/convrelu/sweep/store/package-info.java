/**
 * What a sweep keeps, on any Hadoop file system: every file written once and checked, the lock, and
 * the table made of them.
 */
package io.convrelu.sweep.store;

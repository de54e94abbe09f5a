/** Typed configuration; imports no other package of ours. */
package io.convrelu.conf;

/** What went wrong, in one line for the user: where, what, and what to do. */
package io.convrelu.cli.failure;

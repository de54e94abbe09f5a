/** What a person sees of a sweep that runs. */
package io.convrelu.cli.progress;

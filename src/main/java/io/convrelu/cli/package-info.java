/** One command a job: parse, validate, call, print. */
package io.convrelu.cli;

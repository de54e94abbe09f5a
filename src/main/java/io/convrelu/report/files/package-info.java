/** The files of a report, each replaced in one step. */
package io.convrelu.report.files;

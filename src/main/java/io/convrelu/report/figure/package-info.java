/** What is drawn of a table: which rows, over what, in which look. */
package io.convrelu.report.figure;

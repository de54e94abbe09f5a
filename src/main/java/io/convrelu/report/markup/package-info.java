/** HTML and SVG text in which everything that is not markup is escaped. */
package io.convrelu.report.markup;

/** The report as one HTML page. */
package io.convrelu.report.page;

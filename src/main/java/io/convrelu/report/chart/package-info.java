/** Figures as SVG: scales, lines with bands, histograms, intervals. */
package io.convrelu.report.chart;

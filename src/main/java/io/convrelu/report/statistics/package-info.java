/** Tests of differences between configurations, and their correction for many comparisons. */
package io.convrelu.report.statistics;

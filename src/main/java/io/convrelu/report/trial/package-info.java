/** What the report's page holds of every trial, as compact JSON that its script draws from. */
package io.convrelu.report.trial;

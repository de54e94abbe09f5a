/** Two sweeps side by side. */
package io.convrelu.report.compare;

/** Tables against the paper, figures, HTML. */
package io.convrelu.report;

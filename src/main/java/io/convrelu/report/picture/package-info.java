/** Figures as files of their own: SVG that needs no style sheet, and PNG drawn from it. */
package io.convrelu.report.picture;

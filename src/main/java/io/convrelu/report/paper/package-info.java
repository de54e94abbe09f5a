/** The paper's tables and figures by name, from whatever was run. */
package io.convrelu.report.paper;

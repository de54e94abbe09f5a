/** Whether the JVMs of an application can do its work, asked before the work begins. */
package io.convrelu.cli.startup;

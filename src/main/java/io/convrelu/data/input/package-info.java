/** Files of an official distribution, whether they lie in a folder or in an archive. */
package io.convrelu.data.input;

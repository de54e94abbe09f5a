/** Safe unpacking of the archives in which data sets are distributed. */
package io.convrelu.data.archive;

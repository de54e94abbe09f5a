/** The Spark job that turns an official distribution into a prepared data set. */
package io.convrelu.data.prepare;

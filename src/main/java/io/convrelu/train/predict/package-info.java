/**
 * What is done with a trained model: scoring as a Spark job and as a Spark ML transformer, and
 * export to DL4J's own file. It stands above the training, which knows nothing of it.
 */
package io.convrelu.train.predict;

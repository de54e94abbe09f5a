/** Trials as the runs of an MLflow server. */
package io.convrelu.sweep.sink.mlflow;

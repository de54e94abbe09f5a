/** Event files that TensorBoard reads. */
package io.convrelu.sweep.sink.tensorboard;

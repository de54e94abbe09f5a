package io.convrelu.train;

import java.io.Serializable;

/**
 * Where the time of one worker's part of a round went, in ns.
 *
 * @param fetch getting the averaged numbers
 * @param data waiting for batches
 * @param compute in steps
 * @param task from start to result, all of it
 */
record WorkerTimes(long fetch, long data, long compute, long task) implements Serializable {

  static final WorkerTimes NONE = new WorkerTimes(0, 0, 0, 0);

  WorkerTimes plus(WorkerTimes other) {
    return new WorkerTimes(
        fetch + other.fetch, data + other.data, compute + other.compute, task + other.task);
  }
}

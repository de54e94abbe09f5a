package io.convrelu.bench.worker;

import java.util.Map;

/** Something that can be trained step by step: one network, or several side by side. */
public interface Trainee extends AutoCloseable {

  /** What is running, for the report: library, parameters, threads. In order of importance. */
  Map<String, String> facts();

  /** Trained numbers of one network; running statistics are not counted. */
  long parameters();

  /**
   * Whole training steps: forward, loss, backward, update; each worker takes as many.
   *
   * @return the loss of the last step, of the first worker
   */
  double train(int steps);

  @Override
  void close();
}

package io.convrelu.bench.worker;

import java.util.Map;
import java.util.function.DoubleSupplier;

/** Something that works through examples: one network, or several side by side. */
public interface Trainee extends AutoCloseable {

  /**
   * What was done.
   *
   * @param examples of all workers together
   * @param nanos that it took
   * @param loss of the last step, of the first worker; 0 where there is none
   */
  record Progress(long examples, long nanos, double loss) {

    /** Times what works through a number of examples and returns the loss. */
    public static Progress timed(long examples, DoubleSupplier work) {
      long start = System.nanoTime();
      double loss = work.getAsDouble();
      return new Progress(examples, System.nanoTime() - start, loss);
    }
  }

  /** What is running, for the report: library, parameters, threads. In order of importance. */
  Map<String, String> facts();

  /** Trained numbers of one network; running statistics are not counted. */
  long parameters();

  /** Whole training steps of every worker, or as much other work: so many, or more. */
  Progress work(int steps);

  @Override
  void close();
}

package io.convrelu.train;

import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A worker has no off-heap memory left: where networks keep parameters, batches and feature maps,
 * beside the Java heap and under a bound of its own.
 */
public final class OffHeapException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private OffHeapException(Throwable cause) {
    super(
        "a worker has not enough off-heap memory ("
            + cause.getMessage()
            + "); give it more with CONVRELU_OFF_HEAP (-Dorg.bytedeco.javacpp.maxbytes), or set a"
            + " smaller train.batch-size (for predict, --batch-size), or run fewer workers in one executor");
    // Not as the cause: Spark ends an executor whose task fails with an OutOfMemoryError anywhere.
    setStackTrace(cause.getStackTrace());
  }

  /**
   * Works; where the bound on off-heap memory ends the work, throws this instead of the {@link
   * OutOfMemoryError}, which would end the whole executor and say nothing of a remedy.
   */
  static <T> T explained(Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (RuntimeException | OutOfMemoryError failure) {
      Optional<OutOfMemoryError> bound = bound(failure);
      if (bound.isPresent()) {
        throw new OffHeapException(bound.get());
      }
      throw failure;
    }
  }

  /** JavaCPP's, DL4J's allocator; the innermost names the bound. */
  private static Optional<OutOfMemoryError> bound(Throwable failure) {
    Optional<OutOfMemoryError> found = Optional.empty();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof OutOfMemoryError error
          && String.valueOf(error.getMessage()).contains("Bytes")) {
        found = Optional.of(error);
      }
    }
    return found;
  }
}

package io.convrelu.kernel.fused;

/** A stage that can tell beforehand what native memory it will take. */
interface MeasuredStage extends FusedStage {

  /**
   * Bytes of native memory that the stage holds once it has been through batches of these sizes;
   * what backward passes share comes on top, see {@link #rehearse}.
   */
  long bytes(BatchSizes batches);

  /**
   * Requests and gives back what {@link #backward} would, and does nothing else.
   *
   * @param inputWanted whether the gradient of the input is wanted
   */
  <P> void rehearse(int batch, boolean inputWanted, MemoryPool<P> shared);
}

package io.convrelu.kernel.fused;

import io.convrelu.kernel.dnnl.OneDnnEngine;
import io.convrelu.kernel.tile.TileEngine;
import io.convrelu.kernel.tile.TilePasses;
import io.convrelu.kernel.tile.VectorModule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stages that are ready to run, one set a JVM. Building a stage compiles kernels and touches
 * memory, so a stage goes from user to user: a training step takes one in its forward pass and
 * gives it back after its backward pass. Workers that run at once have stages of their own.
 */
public final class StageRuntime {

  private static final Logger LOG = LoggerFactory.getLogger(StageRuntime.class);

  private final Optional<Supplier<TileEngine>> engines;
  private final MemoryPool memory = new MemoryPool();
  private final Map<StagePlan, Deque<FusedStage>> free = new HashMap<>();

  private StageRuntime(Optional<Supplier<TileEngine>> engines) {
    this.engines = engines;
  }

  /** The runtime of this JVM; what it computes with is chosen and logged at the first call. */
  public static StageRuntime get() {
    return Holder.CHOSEN;
  }

  private static final class Holder {
    static final StageRuntime CHOSEN = choose();
  }

  private static StageRuntime choose() {
    Optional<TilePasses> passes = VectorModule.passes();
    if (passes.isEmpty()) {
      LOG.warn(
          "Fused layers run on plain Java, hundreds of times slower: this JVM has no vectors of 256"
              + " bits; start it with --add-modules jdk.incubator.vector on a CPU that has them");
      return new StageRuntime(Optional.empty());
    }
    try {
      String name = new OneDnnEngine(passes.get()).name();
      LOG.info("Fused layers run on {}", name);
      return new StageRuntime(
          Optional.of(() -> new OneDnnEngine(VectorModule.passes().orElseThrow())));
    } catch (LinkageError e) {
      LOG.warn(
          "Fused layers run on plain Java, hundreds of times slower: oneDNN could not be loaded"
              + " ({}); add org.bytedeco:dnnl and opencl for this platform",
          e.toString());
      return new StageRuntime(Optional.empty());
    }
  }

  /** A stage that is nobody's until it is given back. */
  public synchronized FusedStage take(StagePlan plan) {
    FusedStage stage = free.computeIfAbsent(plan, p -> new ArrayDeque<>()).poll();
    if (stage != null) {
      return stage;
    }
    return engines.isPresent()
        ? new TiledStage(plan, engines.get().get(), memory)
        : new PlainStage(plan);
  }

  /** Gives a stage back; it must not be used afterwards. */
  public synchronized void giveBack(StagePlan plan, FusedStage stage) {
    free.computeIfAbsent(plan, p -> new ArrayDeque<>()).push(stage);
  }
}

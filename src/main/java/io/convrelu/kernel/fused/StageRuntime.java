package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.NativeFloats;
import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stages that are ready to run, one set a JVM. Building a stage compiles kernels and touches
 * memory, so a stage goes from user to user: a training step takes one in its forward pass and
 * gives it back after its backward pass. Workers that run at once have stages of their own.
 *
 * <p>What is idle is kept while it may be needed again: a stage is closed when it has not been
 * wanted while many others were, and so is the memory that stages share during backward passes.
 * {@link #trim} closes everything idle at once.
 */
public final class StageRuntime {

  /** Stages that are taken before an idle one is closed: some steps of a large network. */
  private static final long PATIENCE = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(StageRuntime.class);

  private final EngineChoice choice;
  private final long patience;
  private final MemoryPool<NativeFloats> memory;
  private final Cleaner cleaner = Cleaner.create();
  private final Map<StagePlan, Deque<Idle<FusedStage>>> free = new HashMap<>();
  private long taken;

  /**
   * @param patience stages, and pieces of memory, that are taken before an idle one is closed
   */
  StageRuntime(EngineChoice choice, long patience) {
    this.choice = choice;
    this.patience = patience;
    memory = MemoryPool.ofNative(patience);
  }

  /**
   * The runtime of this JVM; what it computes with is chosen and logged at the first call.
   *
   * @throws IllegalArgumentException at every call, when a system property asks for what cannot be
   */
  public static StageRuntime get() {
    return Holder.CHOSEN.get();
  }

  private static final class Holder {
    static final Supplier<StageRuntime> CHOSEN = outcome();
  }

  /** A static initializer that throws would hide the reason from the second caller on. */
  private static Supplier<StageRuntime> outcome() {
    try {
      StageRuntime runtime = new StageRuntime(choose(), PATIENCE);
      return () -> runtime;
    } catch (IllegalArgumentException e) {
      return () -> {
        throw new IllegalArgumentException(e.getMessage(), e);
      };
    }
  }

  private static EngineChoice choose() {
    EngineChoice choice = EngineChoice.ofProperties();
    if (choice.missing().isEmpty()) {
      LOG.info(choice.describe());
    } else {
      LOG.warn(choice.describe());
    }
    return choice;
  }

  /** What stages compute with; where it has the same name, they compute the same bits. */
  public String engine() {
    return choice.name();
  }

  /** What stages compute with, what that costs, what is missing. */
  public String describe() {
    return choice.describe();
  }

  /** A stage that is nobody else's until it is given back. */
  public StageLease take(StagePlan plan) {
    return new StageLease(idleOrNew(plan), stage -> giveBack(plan, stage), cleaner);
  }

  /**
   * Works with a stage that has been taken. Where memory does not suffice, everything idle is
   * closed and the work done again with another stage.
   *
   * @param work may be done twice
   * @return the lease that the work was done with
   */
  public StageLease work(StageLease lease, StagePlan plan, Consumer<FusedStage> work) {
    try {
      lease.use(work);
      return lease;
    } catch (OutOfMemoryError e) {
      makeRoom(e);
      StageLease another = take(plan);
      another.use(work);
      return another;
    }
  }

  private FusedStage idleOrNew(StagePlan plan) {
    synchronized (this) {
      taken++;
      Deque<Idle<FusedStage>> waiting = free.get(plan);
      if (waiting != null && !waiting.isEmpty()) {
        return waiting.pop().item();
      }
    }
    try {
      return choice.stage(plan, memory);
    } catch (OutOfMemoryError e) {
      makeRoom(e);
      return choice.stage(plan, memory);
    }
  }

  private void makeRoom(OutOfMemoryError cause) {
    LOG.info("Stages that nobody uses are closed to make room: {}", cause.getMessage());
    trim();
  }

  private synchronized void giveBack(StagePlan plan, FusedStage stage) {
    free.computeIfAbsent(plan, p -> new ArrayDeque<>()).push(new Idle<>(stage, taken));
    closeIdle(taken - patience);
  }

  private void closeIdle(long before) {
    free.values().forEach(waiting -> Idle.removeOlder(waiting, before, FusedStage::close));
    free.values().removeIf(Collection::isEmpty);
  }

  /** Gives everything that nobody uses back to the system, for example between trainings. */
  public synchronized void trim() {
    closeIdle(Long.MAX_VALUE);
    memory.trim();
  }

  /**
   * Bytes of native memory that the stages of one network take when one worker trains it and infers
   * with it. They are counted from the sizes that stages allocate by, so on the same kind of CPU
   * they are what {@link org.bytedeco.javacpp.Pointer#totalBytes} will count; without oneDNN stages
   * take part of their memory from the heap.
   *
   * @param stages of the network, in the order of its forward pass
   */
  public long bytes(List<StageUse> stages, BatchSizes batches) {
    MemoryPool<Long> shared = MemoryPool.rehearsed(patience);
    List<MeasuredStage> made = new ArrayList<>();
    try {
      stages.forEach(use -> made.add(choice.stage(use.plan(), memory)));
      for (int batch : batches.training()) {
        for (int i = made.size() - 1; i >= 0; i--) {
          boolean inputWanted = stages.get(i).input() == StageUse.Input.LEARNS;
          made.get(i).rehearse(batch, inputWanted, shared);
        }
      }
      return made.stream().mapToLong(stage -> stage.bytes(batches)).sum() + shared.idleBytes();
    } finally {
      made.forEach(FusedStage::close);
    }
  }

  /** Stages that wait to be taken. */
  public synchronized int idleStages() {
    return free.values().stream().mapToInt(Collection::size).sum();
  }

  /** Bytes shared by backward passes that wait to be used. */
  public long idleBytes() {
    return memory.idleBytes();
  }
}

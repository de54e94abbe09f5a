package io.convrelu.kernel.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stages and memory go from user to user, wait for a while, and are given back. */
class StageRuntimeTest {

  private static final StagePlan PLAN = SmallStages.plan(8);
  private static final StagePlan OTHER = SmallStages.plan(6);

  private static StageRuntime runtime(long patience) {
    return new StageRuntime(EngineChoice.of("", ""), patience);
  }

  private static void step(StageRuntime runtime, StagePlan plan, int batch) {
    try (StageLease lease = runtime.take(plan)) {
      lease.use(stage -> SmallStages.step(plan, stage, batch));
    }
  }

  @Test
  void aStageGoesFromUserToUser() {
    StageRuntime runtime = runtime(100);
    FusedStage[] seen = new FusedStage[2];
    for (int i = 0; i < 2; i++) {
      int at = i;
      try (StageLease lease = runtime.take(PLAN)) {
        lease.use(stage -> seen[at] = stage);
        assertThat(runtime.idleStages()).isZero();
      }
      assertThat(runtime.idleStages()).isEqualTo(1);
    }
    assertThat(seen[1]).isSameAs(seen[0]);
  }

  @Test
  void whereMemoryDoesNotSufficeIdleStagesMakeRoom() {
    StageRuntime runtime = runtime(100);
    step(runtime, OTHER, 2);
    List<FusedStage> tried = new ArrayList<>();
    StageLease lease =
        runtime.work(
            runtime.take(PLAN),
            PLAN,
            stage -> {
              tried.add(stage);
              if (tried.size() == 1) {
                throw new OutOfMemoryError("for the test");
              }
            });
    assertThat(runtime.idleStages()).isZero();
    assertThat(tried).hasSize(2).doesNotHaveDuplicates();
    assertThat(lease.ended()).isFalse();
    lease.close();
    assertThat(runtime.idleStages()).isEqualTo(1);
  }

  @Test
  void twoUsersAtOnceHaveTheirOwn() {
    StageRuntime runtime = runtime(100);
    FusedStage[] seen = new FusedStage[2];
    try (StageLease one = runtime.take(PLAN);
        StageLease two = runtime.take(PLAN)) {
      one.use(stage -> seen[0] = stage);
      two.use(stage -> seen[1] = stage);
    }
    assertThat(seen[1]).isNotSameAs(seen[0]);
    assertThat(runtime.idleStages()).isEqualTo(2);
  }

  @Test
  void aStageThatNobodyWantsWhileOthersAreTakenIsClosed() {
    StageRuntime runtime = runtime(5);
    step(runtime, PLAN, 2);
    for (int i = 0; i < 5; i++) {
      step(runtime, OTHER, 2);
      assertThat(runtime.idleStages()).isEqualTo(2);
    }
    step(runtime, OTHER, 2);
    assertThat(runtime.idleStages()).isEqualTo(1);
    step(runtime, PLAN, 2);
  }

  @Test
  void aStageGivenBackTwiceIsThereOnce() {
    StageRuntime runtime = runtime(100);
    StageLease lease = runtime.take(PLAN);
    lease.close();
    lease.close();
    assertThat(runtime.idleStages()).isEqualTo(1);
    assertThatThrownBy(() -> lease.use(stage -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("run a forward pass first");
  }

  @Test
  void aStageThatFailedIsNeverUsedAgain() {
    StageRuntime runtime = runtime(100);
    try (StageLease lease = runtime.take(PLAN)) {
      assertThatThrownBy(
              () ->
                  lease.use(
                      stage -> {
                        throw new IllegalArgumentException("in the middle");
                      }))
          .hasMessage("in the middle");
      assertThat(lease.ended()).isTrue();
    }
    assertThat(runtime.idleStages()).isZero();
  }

  @Test
  void aForgottenStageComesBack() throws InterruptedException {
    StageRuntime runtime = runtime(100);
    forget(runtime);
    for (int i = 0; i < 100 && runtime.idleStages() == 0; i++) {
      System.gc();
      Thread.sleep(50);
    }
    assertThat(runtime.idleStages()).isEqualTo(1);
    step(runtime, PLAN, 2);
  }

  /** In a frame of its own, so that nothing on the stack holds the lease. */
  private static void forget(StageRuntime runtime) {
    runtime.take(PLAN).use(stage -> SmallStages.step(PLAN, stage, 2));
    assertThat(runtime.idleStages()).isZero();
  }

  @Test
  void trimmingGivesBackEveryByte() throws InterruptedException {
    step(runtime(100), OTHER, 1);
    long before = settledBytes(0);
    StageRuntime runtime = runtime(100);
    step(runtime, PLAN, 40);
    step(runtime, OTHER, 40);
    long maps = 2L * 40 * 40 * 64 * Float.BYTES;
    assertThat(Pointer.totalBytes() - before).isGreaterThan(maps);
    assertThat(runtime.idleBytes()).isPositive();
    runtime.trim();
    assertThat(runtime.idleStages()).isZero();
    assertThat(runtime.idleBytes()).isZero();
    // What is left are descriptors of a few hundred bytes that the collector has not seen yet.
    assertThat(settledBytes(before)).isLessThanOrEqualTo(before);
  }

  /** Bytes in use once collected objects have been counted out. */
  private static long settledBytes(long goal) throws InterruptedException {
    for (int i = 0; i < 20 && Pointer.totalBytes() > goal; i++) {
      System.gc();
      Thread.sleep(20);
    }
    return Pointer.totalBytes();
  }

  @ParameterizedTest
  @EnumSource(Engines.class)
  void changingBatchesDoNotAddUp(Engines engine) throws InterruptedException {
    MemoryPool memory = MemoryPool.ofNative(20);
    try (TiledStage stage = new TiledStage(PLAN, engine.make(), memory)) {
      for (int batch = 20; batch > 0; batch--) {
        SmallStages.step(PLAN, stage, batch);
      }
      long once = settledBytes(0);
      for (int batch = 1; batch <= 20; batch++) {
        SmallStages.step(PLAN, stage, batch);
      }
      for (int batch = 20; batch > 0; batch--) {
        SmallStages.step(PLAN, stage, batch);
      }
      assertThat(settledBytes(once)).isLessThanOrEqualTo(once + (64 << 10));
    } finally {
      memory.trim();
    }
  }
}

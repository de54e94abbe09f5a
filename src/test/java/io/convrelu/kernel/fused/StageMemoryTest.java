package io.convrelu.kernel.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.testing.Kind;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stages say that they will take is what JavaCPP counts once they have run. */
class StageMemoryTest {

  /** Handles of oneDNN's objects are counted as well; all else is exact. */
  private static final double HANDLES = 0.01;

  static Stream<StagePlan> plans() {
    Nonlinearity relu = Kind.RELU.of(0);
    return Stream.of(
        SmallStages.plan(16),
        Plans.residualWithStem(relu, relu),
        Plans.residual(new MapShape(64, 16, 16), relu, 1, 64),
        Plans.residual(new MapShape(48, 16, 16), Kind.CONV_RELU.of(0), 2, 64),
        Plans.text(relu, 32, 90),
        Plans.textWithDenseLayers(relu, 90, 0.5));
  }

  /** What other tests have left must not be collected while memory is counted. */
  @BeforeEach
  void collectWhatOthersHaveLeft() throws InterruptedException {
    long before;
    do {
      before = Pointer.totalBytes();
      System.gc();
      Thread.sleep(100);
    } while (Pointer.totalBytes() < before);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void itIsWhatIsAllocated(StagePlan plan) {
    StageRuntime runtime = new StageRuntime(EngineChoice.of("", ""), 1000);
    BatchSizes batches = new BatchSizes(List.of(40, 7), List.of(45));
    boolean learns = plan.inputKind() == StagePlan.InputKind.VALUES;
    List<StageUse> uses =
        List.of(new StageUse(plan, learns ? StageUse.Input.LEARNS : StageUse.Input.FIXED));
    long told = runtime.bytes(uses, batches);
    long before = Pointer.totalBytes();

    for (int batch : batches.training()) {
      try (StageLease lease = runtime.take(plan)) {
        lease.use(stage -> step(plan, stage, batch));
      }
    }
    try (StageLease lease = runtime.take(plan)) {
      lease.use(stage -> infer(plan, stage, 45));
    }

    long taken = Pointer.totalBytes() - before;
    assertThat((double) told / taken).isCloseTo(1, within(HANDLES));
    runtime.trim();
    assertThat(runtime.bytes(uses, batches)).isEqualTo(told);
    assertThat(Pointer.totalBytes() - before).isLessThan(taken / 10);
  }

  @Test
  void stagesOfANetworkShareTheMemoryOfBackwardPasses() {
    StageRuntime runtime = new StageRuntime(EngineChoice.of("", ""), 1000);
    StageUse use = new StageUse(SmallStages.plan(16), StageUse.Input.LEARNS);
    BatchSizes batches = BatchSizes.training(32);

    long one = runtime.bytes(List.of(use), batches);
    long two = runtime.bytes(List.of(use, use), batches);

    assertThat(two).isLessThan(2 * one).isGreaterThan(one);
  }

  @Test
  void whatFitsNoBufferIsRefusedBeforeItIsTried() {
    StageRuntime runtime = new StageRuntime(EngineChoice.of("", ""), 1000);
    List<StageUse> uses = List.of(new StageUse(SmallStages.plan(64), StageUse.Input.FIXED));

    assertThatThrownBy(() -> runtime.bytes(uses, BatchSizes.training(10_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not fit one buffer of 2 GiB; use a smaller batch");
  }

  /** On zeros, which are texts without a character as well. */
  private static void step(StagePlan plan, FusedStage stage, int batch) {
    boolean learns = plan.inputKind() == StagePlan.InputKind.VALUES;
    float[] parameters = new float[plan.parameters().size()];
    try (NativeFloats x = new NativeFloats((long) batch * plan.input().size());
        NativeFloats y = new NativeFloats((long) batch * plan.output().size());
        NativeFloats dx = new NativeFloats(learns ? x.size() : 0)) {
      stage.forward(batch, floats(x), parameters, floats(y));
      stage.backward(floats(y), parameters, floats(dx), new float[parameters.length]);
    }
  }

  private static void infer(StagePlan plan, FusedStage stage, int batch) {
    try (NativeFloats x = new NativeFloats((long) batch * plan.input().size());
        NativeFloats y = new NativeFloats((long) batch * plan.output().size())) {
      stage.infer(batch, floats(x), new float[plan.parameters().size()], floats(y));
    }
  }

  private static FloatBuffer floats(NativeFloats memory) {
    return memory.floats(0, Math.toIntExact(memory.size()));
  }
}

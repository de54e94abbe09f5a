package io.convrelu.kernel.fused;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A stage that is somebody's until it is given back, by {@link #close} or, when its holder has been
 * forgotten (a forward pass without a backward pass), by the garbage collector. A stage that fails
 * is in no state to be used again and is given back at once, to be closed. Belongs to one thread at
 * a time.
 */
public final class StageLease implements AutoCloseable {

  private enum State {
    HELD,
    GIVEN_BACK,
    BROKEN
  }

  private final FusedStage stage;
  private final AtomicReference<State> state = new AtomicReference<>(State.HELD);
  private final Cleaner.Cleanable ending;

  /**
   * @param giveBack takes a stage that can be used again; must not know this lease
   */
  StageLease(FusedStage stage, Consumer<FusedStage> giveBack, Cleaner cleaner) {
    this.stage = stage;
    AtomicReference<State> last = state;
    ending =
        cleaner.register(
            this,
            () -> {
              if (last.get() == State.BROKEN) {
                stage.close();
              } else {
                giveBack.accept(stage);
              }
            });
  }

  /**
   * Works with the stage.
   *
   * @throws IllegalStateException when it has been given back
   */
  public void use(Consumer<FusedStage> work) {
    if (ended()) {
      throw new IllegalStateException("the stage has been given back; run a forward pass first");
    }
    boolean sound = false;
    try {
      work.accept(stage);
      sound = true;
    } finally {
      if (!sound) {
        end(State.BROKEN);
      }
      Reference.reachabilityFence(this);
    }
  }

  /** Whether the stage is nobody's any more. */
  public boolean ended() {
    return state.get() != State.HELD;
  }

  @Override
  public void close() {
    end(State.GIVEN_BACK);
  }

  private void end(State how) {
    if (state.compareAndSet(State.HELD, how)) {
      ending.clean();
    }
  }
}

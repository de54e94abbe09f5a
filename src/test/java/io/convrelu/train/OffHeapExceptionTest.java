package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The native allocator's bound is told from other failures, however deep it lies. */
class OffHeapExceptionTest {

  private static OutOfMemoryError ofTheBound() {
    OutOfMemoryError error = new OutOfMemoryError("Cannot allocate new BytePointer(8)");
    error.initCause(
        new OutOfMemoryError("Failed to allocate memory within limits: totalBytes > maxBytes"));
    return error;
  }

  @Test
  void theBoundIsExplainedWithItsRemedy() {
    assertThatThrownBy(
            () ->
                OffHeapException.explained(
                    () -> {
                      throw new IllegalStateException("forward pass", ofTheBound());
                    }))
        .isInstanceOf(OffHeapException.class)
        .hasMessageContaining("totalBytes > maxBytes")
        .hasMessageContaining("CONVRELU_OFF_HEAP")
        .hasMessageContaining("train.batch-size");
    assertThatThrownBy(
            () ->
                OffHeapException.explained(
                    () -> {
                      throw ofTheBound();
                    }))
        .isInstanceOf(OffHeapException.class);
  }

  @Test
  void otherFailuresPassAsTheyAre() throws Exception {
    OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
    IllegalStateException other = new IllegalStateException("other");
    assertThatThrownBy(
            () ->
                OffHeapException.explained(
                    () -> {
                      throw heap;
                    }))
        .isSameAs(heap);
    assertThatThrownBy(
            () ->
                OffHeapException.explained(
                    () -> {
                      throw other;
                    }))
        .isSameAs(other);
    assertThat(OffHeapException.explained(() -> 7)).isEqualTo(7);
  }
}

package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReserveTest {

  @Test
  void aThingHasOneUserAtATime() {
    Reserve<String, Object> reserve = new Reserve<>();
    Object first = reserve.take("a", Object::new);
    Object second = reserve.take("a", Object::new);
    assertThat(second).isNotSameAs(first);

    reserve.giveBack("a", first);
    assertThat(reserve.take("a", Object::new)).isSameAs(first);
    assertThat(reserve.take("a", Object::new)).isNotSameAs(first).isNotSameAs(second);
  }

  @Test
  void keepsTheKindThatWasAskedForLast() {
    Reserve<String, Object> reserve = new Reserve<>();
    Object old = reserve.take("a", Object::new);
    Object late = reserve.take("a", Object::new);
    reserve.giveBack("a", old);

    Object other = reserve.take("b", Object::new);
    assertThat(other).isNotSameAs(old);
    reserve.giveBack("a", late);
    reserve.giveBack("b", other);
    assertThat(reserve.take("b", Object::new)).isSameAs(other);
    assertThat(reserve.take("a", Object::new)).isNotSameAs(old).isNotSameAs(late);
  }
}

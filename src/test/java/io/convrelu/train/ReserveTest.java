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
  void keepsSeveralKindsAndNeverMoreThingsThanWereInUseAtOnce() {
    Reserve<String, Object> reserve = new Reserve<>();
    Object old = reserve.take("a", Object::new);
    Object late = reserve.take("b", Object::new);
    reserve.giveBack("a", old);
    reserve.giveBack("b", late);
    assertThat(reserve.take("a", Object::new)).isSameAs(old);
    reserve.giveBack("a", old);

    Object other = reserve.take("c", Object::new);

    // It has taken the place of b, whose turn is the longest ago.
    reserve.giveBack("c", other);
    assertThat(reserve.take("a", Object::new)).isSameAs(old);
    assertThat(reserve.take("b", Object::new)).isNotSameAs(late);
  }
}

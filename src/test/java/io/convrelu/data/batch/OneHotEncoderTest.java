package io.convrelu.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class OneHotEncoderTest {

  @Test
  void aCharacterOutsideTheAlphabetIsAnEmptyColumn() {
    FloatBuffer out = FloatBuffer.allocate(1 + 3 * 4);

    new OneHotEncoder(3, 4).encode(new byte[] {9, 1, 0, 3, 1}, 1, out, 1);

    assertThat(out.array())
        .containsExactly(
            0, //
            1, 0, 0, 1, // code 1
            0, 0, 0, 0, // code 2
            0, 0, 1, 0); // code 3
  }
}

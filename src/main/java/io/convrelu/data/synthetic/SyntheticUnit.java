package io.convrelu.data.synthetic;

import io.convrelu.data.Split;
import io.convrelu.data.source.ExampleSink;
import io.convrelu.data.source.RawExample;
import io.convrelu.data.source.WorkUnit;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;

/** Consecutive examples of a generated split; labels go round. */
record SyntheticUnit(ExampleGenerator generator, Split split, long first, long count)
    implements WorkUnit {

  @Override
  public void read(Configuration hadoop, ExampleSink sink) {
    String name = "synthetic-" + split.name().toLowerCase(Locale.ROOT);
    for (long number = first; number < first + count; number++) {
      int label = (int) (number % generator.classes());
      SplittableRandom random = new SplittableRandom(seed(number));
      sink.example(
          new RawExample(
              name + "#" + number,
              label,
              RawExample.NO_COARSE_LABEL,
              generator.generate(label, random)));
    }
  }

  /** The factor is not the one by which SplittableRandom itself steps, so seeds do not overlap. */
  private long seed(long number) {
    long stream = generator.seed() * 0xD1342543DE82EF95L;
    return stream ^ (2 * number + (split == Split.TEST ? 1 : 0));
  }
}

package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import io.convrelu.data.Split;
import io.convrelu.data.input.FileRef;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Consecutive records of a pair of IDX files. */
record IdxUnit(FileRef images, FileRef labels, Split split, int classes, int first, int size)
    implements WorkUnit {

  @Override
  public void read(Configuration hadoop, ExampleSink sink) throws IOException {
    try (IdxStream imageStream = IdxStream.images(images, hadoop, IdxFormat.SIDE);
        IdxStream labelStream = IdxStream.labels(labels, hadoop)) {
      imageStream.skip(first);
      labelStream.skip(first);
      for (int number = first; number < first + size; number++) {
        int label = labelStream.read()[0] & 0xff;
        if (label >= classes) {
          throw new BadInputException(
              labels.display(),
              "record " + number,
              "label is " + label + "; expected 0 to " + (classes - 1));
        }
        sink.example(
            new RawExample(
                images.baseName() + "#" + number,
                label,
                RawExample.NO_COARSE_LABEL,
                imageStream.read().clone()));
      }
      if (first + size == imageStream.count()) {
        imageStream.end();
        labelStream.end();
      }
    }
  }
}

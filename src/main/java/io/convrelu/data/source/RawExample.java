package io.convrelu.data.source;

import java.io.Serializable;

/**
 * A decoded example on its way to Parquet.
 *
 * @param id stable, from the official files: {@code data_batch_1.bin#17}
 * @param label from 0
 * @param coarseLabel from 0; {@link #NO_COARSE_LABEL} where the data set has none
 * @param content an image's pixels row by row, each blue-green-red or grey; or a text in UTF-8
 */
public record RawExample(String id, int label, int coarseLabel, byte[] content)
    implements Serializable {

  /** Where a data set has no coarse labels. */
  public static final int NO_COARSE_LABEL = -1;
}

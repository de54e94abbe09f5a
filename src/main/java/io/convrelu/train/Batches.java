package io.convrelu.train;

import io.convrelu.data.batch.Batch;
import io.convrelu.data.batch.FeatureEncoder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** From our batches to DL4J's. */
final class Batches {

  private Batches() {}

  /** Features {@code [N, C, H, W]} and one-hot labels {@code [N, classes]}. */
  static MultiDataSet toDl4j(Batch batch, FeatureEncoder encoder, int classes) {
    float[] oneHot = new float[batch.size() * classes];
    for (int i = 0; i < batch.size(); i++) {
      oneHot[i * classes + batch.labels()[i]] = 1f;
    }
    return new MultiDataSet(
        features(batch, encoder), Nd4j.create(oneHot, new long[] {batch.size(), classes}, 'c'));
  }

  /** Features {@code [N, C, H, W]}. */
  static INDArray features(Batch batch, FeatureEncoder encoder) {
    int[] shape = encoder.shape();
    return Nd4j.create(
        batch.features(), new long[] {batch.size(), shape[0], shape[1], shape[2]}, 'c');
  }
}

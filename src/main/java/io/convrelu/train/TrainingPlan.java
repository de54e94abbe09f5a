package io.convrelu.train;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.data.CharAlphabet;
import io.convrelu.data.DatasetDescription;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.Split;
import io.convrelu.data.batch.Augmentation;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.data.batch.ImageEncoder;
import io.convrelu.data.batch.OneHotEncoder;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.NetworkSettings;
import io.convrelu.zoo.Networks;
import io.convrelu.zoo.UpdateRule;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Everything about a training but the data: the typed configuration.
 *
 * @param settings as the user gave them
 * @param network which network
 * @param train how it is trained
 * @param checkpoints when they are taken, and how many stay
 * @param values of all keys, defaults included
 */
public record TrainingPlan(
    Settings settings,
    NetworkSettings network,
    TrainSettings train,
    CheckpointSettings checkpoints,
    SortedMap<String, String> values) {

  public TrainingPlan {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /**
   * Reads and validates a configuration.
   *
   * @throws ConfigException with every problem found
   */
  public static TrainingPlan of(Settings settings) {
    SettingsReader reader = new SettingsReader(settings);
    NetworkSettings network = NetworkSettings.read(reader);
    TrainSettings train = TrainSettings.read(reader);
    CheckpointSettings checkpoints = CheckpointSettings.read(reader);
    TrainingPlan plan = new TrainingPlan(settings, network, train, checkpoints, reader.values());
    reader.finish();
    return plan;
  }

  /** What a network reads of this data set. */
  public ExampleShape shape(DatasetDescription data) {
    return ModelInput.of(this, data).shape(data.classes());
  }

  /**
   * The network for a data set.
   *
   * @throws ConfigException when this network cannot read this data set
   */
  public ComputationGraphConfiguration configure(DatasetDescription data) {
    return configure(shape(data), stepsPerEpoch(data));
  }

  /**
   * The network for examples of a shape.
   *
   * @param stepsPerEpoch of the schedule of the learning rate
   * @throws ConfigException when this network cannot read such examples
   */
  ComputationGraphConfiguration configure(ExampleShape shape, int stepsPerEpoch) {
    return Networks.configure(
        network,
        shape,
        new UpdateRule(
            train.updater(stepsPerEpoch),
            train.weightDecay(),
            train.thresholdL2(),
            train.initializationSeed()));
  }

  /** Steps of the worker that has the most examples. */
  int stepsPerEpoch(DatasetDescription data) {
    long largest = (data.count(Split.TRAIN) + train.workers() - 1) / train.workers();
    return Math.max(1, TrainSettings.steps(largest, train.batchSize()));
  }

  /** How rows of this data set become bytes. */
  public ExampleRows rows(DatasetDescription data) {
    return switch (data.kind()) {
      case IMAGE -> ExampleRows.Images.of(data.image());
      case TEXT -> new ExampleRows.Texts(network.textLength());
    };
  }

  /** How bytes become what the network reads. */
  public FeatureEncoder encoder(DatasetDescription data) {
    return data.kind() == ExampleKind.IMAGE
        ? new ImageEncoder(data.image(), augmentation(data))
        : new OneHotEncoder(CharAlphabet.SIZE, network.textLength());
  }

  private Augmentation augmentation(DatasetDescription data) {
    return data.kind() == ExampleKind.IMAGE ? train.augmentation() : Augmentation.NONE;
  }
}

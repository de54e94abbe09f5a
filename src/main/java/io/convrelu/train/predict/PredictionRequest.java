package io.convrelu.train.predict;

import io.convrelu.data.prepare.DatasetName;
import io.convrelu.data.prepare.ExistingOutput;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to score.
 *
 * @param model folder of a trained model, or of the training or trial that it came from
 * @param input a prepared data set, Parquet files, or official files
 * @param output the folder to make
 * @param dataset the format of official files; empty for the others
 * @param split of prepared data sets and official files, by default the test split; Parquet files
 *     have none
 * @param top how many of the most probable classes are listed; by default 5, or all where there are
 *     fewer
 * @param batchSize examples scored at once; by default as in the evaluation of the training
 * @param existing what to do when there are predictions already
 */
public record PredictionRequest(
    String model,
    String input,
    String output,
    Optional<DatasetName> dataset,
    Optional<SplitChoice> split,
    OptionalInt top,
    OptionalInt batchSize,
    ExistingOutput existing) {}

package io.convrelu.data.prepare;

import io.convrelu.data.PreparationChoices;
import io.convrelu.data.synthetic.SyntheticSize;

/**
 * What to prepare.
 *
 * @param dataset which data set
 * @param input folder or archive on any Hadoop file system; empty for generated data sets
 * @param output the folder to make
 * @param seed of shuffling, splits and generated examples
 * @param choices validation share and fold
 * @param size of generated data sets; not looked at for others
 * @param existing what to do when there is a data set already
 */
public record PrepareRequest(
    DatasetName dataset,
    String input,
    String output,
    long seed,
    PreparationChoices choices,
    SyntheticSize size,
    ExistingOutput existing) {}

/**
 * Checkpoints of a training: their format, the store that keeps them, and what is done with damaged
 * ones. Knows nothing of what is trained.
 */
package io.convrelu.train.checkpoint;

/** What an averaging round costs beside the training, piece by piece, on a Spark cluster. */
package io.convrelu.bench.rounds;

/**
 * The arithmetic of averaging: weighted means in a fixed order or tree, running statistics pooled
 * as moments, outer momentum, learning rates scaled with the number of workers. No Spark here.
 */
package io.convrelu.train.averaging;

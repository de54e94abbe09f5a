/** From prepared rows to the numbers a network reads: shards, order, augmentation, encoding. */
package io.convrelu.data.batch;

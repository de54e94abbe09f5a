/**
 * What a training needs of memory, and whether there is as much: counted before anything is
 * allocated, from the sizes that the allocations are made by.
 */
package io.convrelu.train.memory;

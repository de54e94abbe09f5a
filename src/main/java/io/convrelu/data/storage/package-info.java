/**
 * Where an executor keeps the bytes of examples: in the heap within a budget, the rest in a local
 * file.
 */
package io.convrelu.data.storage;

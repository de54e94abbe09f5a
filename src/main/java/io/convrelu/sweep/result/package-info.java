/**
 * What is known of trials: their results as values, and the cells of a table that seeds make up.
 */
package io.convrelu.sweep.result;

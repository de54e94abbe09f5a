package io.convrelu.train;

import java.io.Serializable;

/**
 * The numbers that all workers start a round with.
 *
 * @param parameters of the averaged network
 * @param updaterState momentum that all share; empty for none
 */
record RoundNumbers(float[] parameters, float[] updaterState) implements Serializable {}

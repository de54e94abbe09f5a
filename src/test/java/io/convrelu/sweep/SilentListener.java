package io.convrelu.sweep;

/** Says nothing. */
final class SilentListener implements SweepListener {}

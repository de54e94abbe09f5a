package io.convrelu.report.trial;

/** A name, such as that of a setting, and what it is for a trial. */
record Fact(String name, String text) {}

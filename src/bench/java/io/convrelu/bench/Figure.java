package io.convrelu.bench;

import java.util.Optional;

/**
 * One line of the table: two contenders, and what of them is compared.
 *
 * @param id name on the command line and in the CSV file
 * @param title for people
 * @param ours the numerator
 * @param peer the denominator: the peer, or what ours is held against
 * @param quantity compared
 * @param goals what the ratio is to reach; empty for what is only recorded
 */
record Figure(
    String id,
    String title,
    Contender ours,
    Contender peer,
    Quantity quantity,
    Optional<Goals> goals) {}

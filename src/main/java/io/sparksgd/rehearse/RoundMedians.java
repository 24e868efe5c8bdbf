package io.sparksgd.rehearse;

/**
 * The median times and bytes of a rehearsed round.
 *
 * @param count rounds made
 * @param rows of a round
 * @param publish seconds
 * @param gradient seconds
 * @param merge seconds
 * @param update seconds
 * @param broadcast bytes
 * @param returned bytes
 */
record RoundMedians(
    int count,
    double rows,
    double publish,
    double gradient,
    double merge,
    double update,
    long broadcast,
    double returned) {}

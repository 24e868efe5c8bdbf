package io.sparksgd.search;

/**
 * A line of the table of trials.
 *
 * @param rows that were trained on
 * @param loss of the held-out rows; infinite when the trial diverged
 */
record TrialRecord(String stage, Candidate candidate, int rows, double loss) {}

/**
 * Finds the settings that a job leaves out. A race makes many short trainings on a sample of the
 * run's packed rows: all candidates on few rows, the best half on twice as many, and so on. Then it
 * changes one setting of the best candidate at a time. The held-out loss decides.
 *
 * <p>{@link io.sparksgd.search.SearchSpace} has the settings that are tried, {@link
 * io.sparksgd.search.Trial} the training of one candidate, {@link io.sparksgd.search.Race} the
 * order. Only {@link io.sparksgd.search.Search} runs Spark jobs.
 *
 * <p>May import: {@code task}, {@code input}, {@code spark} and what they stand on, Spark Core. Its
 * doors are {@link io.sparksgd.search.Search}, {@link io.sparksgd.search.SearchResult} and {@link
 * io.sparksgd.search.RaceListener}.
 */
package io.sparksgd.search;

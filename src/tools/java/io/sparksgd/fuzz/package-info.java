/**
 * Fuzzing of everything that reads bytes or text of others: one {@link io.sparksgd.fuzz.FuzzTarget}
 * for each reader, in the room of the reader; seeded mutations here, and a door for Jazzer. See
 * {@code scripts/fuzz}.
 */
package io.sparksgd.fuzz;

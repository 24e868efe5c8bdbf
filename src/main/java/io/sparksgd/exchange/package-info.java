/**
 * What a partition sends to the driver in a round, and how the driver adds it up: encoding, sums in
 * a fixed order, and the similarity of the sent vector and the original.
 *
 * <p>May import: {@code compress}, {@code objective}, {@code plan} and what they stand on; no
 * Spark. Its doors are {@link io.sparksgd.exchange.PartialSum}, {@link
 * io.sparksgd.exchange.EncodedSum} and {@link io.sparksgd.exchange.RoundSum}.
 */
package io.sparksgd.exchange;

/**
 * The compressed forms of vectors on the network: codecs that turn a gradient or a weight change
 * into bytes and back, the coding of indices, and error feedback, which keeps the part that a codec
 * did not send.
 *
 * <p>May import: {@code setting}, {@code math}. Its doors are {@link
 * io.sparksgd.compress.CompressionSpec}, which makes a {@link io.sparksgd.compress.Codec} for a
 * parameter layout, {@link io.sparksgd.compress.ErrorFeedback} for the biased ones, and {@link
 * io.sparksgd.compress.IndexCoder}. Sums of decoded vectors are in double.
 */
package io.sparksgd.compress;

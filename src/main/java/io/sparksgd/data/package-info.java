/**
 * Rows packed in primitive arrays: a {@link io.sparksgd.data.RowBlock} holds many rows, dense or
 * CSR, with labels and weights; a {@link io.sparksgd.data.BlockBuilder} packs them, a {@link
 * io.sparksgd.data.RowSelection} names some of them. The parsers of single lines are here, too.
 *
 * <p>May import: {@code math}. Its doors are {@link io.sparksgd.data.RowBlock} and {@link
 * io.sparksgd.data.BlockBuilder}.
 */
package io.sparksgd.data;

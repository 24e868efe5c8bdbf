/**
 * Text for people: tables, numbers with units, JSON, and printing that no name in the data can use
 * to control a terminal.
 *
 * <p>May import: {@code monitor}, picocli, Jackson. Its doors are {@link
 * io.sparksgd.cli.text.SafePrint}, {@link io.sparksgd.cli.text.Table} and {@link
 * io.sparksgd.cli.text.Json}.
 */
package io.sparksgd.cli.text;

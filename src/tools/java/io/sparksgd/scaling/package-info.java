/**
 * A simulation of rounds on clusters larger than any at hand: what bounds the engine's modes, and
 * designs that it does not have. Its tables are in {@code src/docs/scaling.md}.
 */
package io.sparksgd.scaling;

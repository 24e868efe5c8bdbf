package io.sparksgd.planted.cyclic.one;

import io.sparksgd.planted.cyclic.two.Two;

/** Imports a room that imports this one. */
public final class One {
  Two two;
}

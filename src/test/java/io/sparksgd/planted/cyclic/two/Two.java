package io.sparksgd.planted.cyclic.two;

import io.sparksgd.planted.cyclic.one.One;

/** Imports a room that imports this one. */
public final class Two {
  One one;
}

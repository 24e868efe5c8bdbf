package io.sparksgd.planted.high;

/** Imported by the room below. */
public final class Above {}

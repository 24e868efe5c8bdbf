package io.sparksgd.planted.unknown;

/** A class in a room without a rule. */
final class Stranger {}

package io.sparksgd.planted.high;

/** A class with a private constructor of seven arguments. */
final class SevenArguments {
  final int sum;

  private SevenArguments(int a, int b, int c, int d, int e, int f, int g) {
    sum = a + b + c + d + e + f + g;
  }

  static SevenArguments ones() {
    return new SevenArguments(1, 1, 1, 1, 1, 1, 1);
  }
}

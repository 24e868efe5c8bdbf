package io.sparksgd.planted.high;

/** A class of ten fields, one of which is private, and a static one. */
final class TenFields {
  static final int NOT_COUNTED = 0;

  int a;
  int b;
  int c;
  int d;
  int e;
  int f;
  int g;
  int h;
  int i;
  private int j;

  int j() {
    return j;
  }
}

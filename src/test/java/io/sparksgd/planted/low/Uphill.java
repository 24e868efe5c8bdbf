package io.sparksgd.planted.low;

import io.sparksgd.planted.high.Above;

/** Imports the room above. */
final class Uphill {
  Above above = new Above();
}

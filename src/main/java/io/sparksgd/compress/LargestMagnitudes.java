package io.sparksgd.compress;

/**
 * Selects the largest magnitudes in time proportional to the number of values, whatever they are.
 *
 * <p>The bits of a non-negative double are in the order of its value, so the k-th largest magnitude
 * is found digit by digit, from the top: a histogram of the digit says which one the k-th has, and
 * only the values that share it are looked at again.
 */
final class LargestMagnitudes {
  private static final int DIGIT_BITS = 12;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int TOP_SHIFT = Long.SIZE - 1 - DIGIT_BITS;

  /** What is left of the search: this many of the largest of these magnitudes. */
  private long[] candidates;

  private int count;
  private int wanted;

  private LargestMagnitudes(int wanted) {
    this.wanted = wanted;
  }

  /**
   * Fills the array with the indices of as many of the largest magnitudes, rising; of equal ones
   * those with the smallest index. Zeros are left out.
   *
   * @param indices of length 1 to that of the vector
   * @return the number of indices, less than the length of the array when there are more zeros
   */
  static int indices(double[] vector, int[] indices) {
    LargestMagnitudes search = new LargestMagnitudes(indices.length);
    long smallest = search.smallestWanted(vector);
    // How many of the magnitudes that equal the smallest one are wanted.
    int equal = smallest == 0 ? 0 : search.wanted;
    int found = 0;
    for (int i = 0; i < vector.length && found < indices.length; i++) {
      long magnitude = Double.doubleToRawLongBits(vector[i]) & Vector.MAGNITUDE;
      if (magnitude > smallest || (magnitude == smallest && equal-- > 0)) {
        indices[found++] = i;
      }
    }
    return found;
  }

  /** The bits of the smallest magnitude that is selected. */
  private long smallestWanted(double[] vector) {
    int[] histogram = new int[DIGITS];
    for (double value : vector) {
      histogram[(int) ((Double.doubleToRawLongBits(value) & Vector.MAGNITUDE) >>> TOP_SHIFT)]++;
    }
    long digit = choose(histogram);
    candidates = new long[histogram[(int) digit]];
    for (double value : vector) {
      long magnitude = Double.doubleToRawLongBits(value) & Vector.MAGNITUDE;
      if (magnitude >>> TOP_SHIFT == digit) {
        candidates[count++] = magnitude;
      }
    }
    for (int shift = TOP_SHIFT - DIGIT_BITS;
        count > 1 && shift > -DIGIT_BITS;
        shift -= DIGIT_BITS) {
      narrow(Math.max(0, shift));
    }
    return candidates[0];
  }

  /** Keeps the candidates that have the right digit. */
  private void narrow(int shift) {
    int[] histogram = new int[DIGITS];
    for (int i = 0; i < count; i++) {
      histogram[(int) (candidates[i] >>> shift) & (DIGITS - 1)]++;
    }
    int digit = choose(histogram);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (((int) (candidates[i] >>> shift) & (DIGITS - 1)) == digit) {
        candidates[kept++] = candidates[i];
      }
    }
    count = kept;
  }

  /** The digit of the smallest one wanted; those above it are no longer wanted. */
  private int choose(int[] histogram) {
    int digit = DIGITS - 1;
    while (histogram[digit] < wanted) {
      wanted -= histogram[digit--];
    }
    return digit;
  }
}

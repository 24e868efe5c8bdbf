package io.sparksgd.exchange;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.RisingOrder;
import io.sparksgd.math.Vectors;
import io.sparksgd.objective.GradientSum;
import java.util.Arrays;

/**
 * A partition's result of a round before encoding: a vector to be added to those of the others (a
 * sum of gradients, or a weighted change of the weights) and the sums of loss and weight; after
 * local steps also the optimizer state.
 */
public final class PartialSum {
  private static final int[] ALL_FEATURES = {};
  private static final int FOUR = 4;
  private static final RuleState STATELESS = new RuleState(new double[0][], 0, RuleState.Use.NONE);

  private final GradientSum sum;
  private final int size;
  private final int[] features;
  private final int columns;
  private final int rest;
  private final boolean empty;
  private final boolean finite;
  private final RuleState state;

  private PartialSum(GradientSum sum, int size, int[] features, int columns, int rest) {
    this.sum = sum;
    this.size = size;
    this.features = features;
    this.columns = columns;
    this.rest = rest;
    this.empty = sum.rows() == 0 || (sum.weightSum() == 0 && !sum.hasGradient());
    this.finite = empty || (Double.isFinite(sum.lossSum()) && Vectors.allFinite(sum.gradient()));
    this.state = STATELESS;
  }

  private PartialSum(PartialSum result, RuleState state) {
    this.sum = result.sum;
    this.size = result.size;
    this.features = result.features;
    this.columns = result.columns;
    this.rest = result.rest;
    this.empty = result.empty;
    this.finite = result.finite;
    this.state = state;
  }

  /**
   * Whether there is no vector, because there were no rows, or in local steps only rows of weight
   * 0.
   */
  public boolean isEmpty() {
    return empty;
  }

  /** The optimizer state after local steps, and its destination. */
  public static final class RuleState {
    private final double[][] slots;
    private final long updates;
    private final Use use;

    public RuleState(double[][] slots, long updates, Use use) {
      this.slots = slots;
      this.updates = updates;
      this.use = use;
    }

    /** The destination of the state. */
    public enum Use {
      /** It is dropped. */
      NONE,
      /** It travels to the driver, with the contribution. */
      AVERAGED,
      /** It stays with the partition. */
      KEPT
    }

    public double[][] slots() {
      return slots;
    }

    public long updates() {
      return updates;
    }
  }

  /** A whole vector. */
  public static PartialSum of(GradientSum sum) {
    return new PartialSum(sum, sum.size(), ALL_FEATURES, 0, 0);
  }

  /**
   * A vector over renumbered features.
   *
   * @param features original numbers of the features, in any order
   * @param layout of the whole vector
   */
  public static PartialSum ofFeatures(GradientSum sum, int[] features, ParameterLayout layout) {
    ParameterGroup first = layout.groups().get(0);
    int columns = first.columns();
    // Rising numbers take a quarter of the bytes.
    int[] order = RisingOrder.of(features);
    double[] unsorted = sum.gradient().clone();
    int[] rising = new int[features.length];
    for (int i = 0; i < order.length; i++) {
      rising[i] = features[order[i]];
      System.arraycopy(unsorted, order[i] * columns, sum.gradient(), i * columns, columns);
    }
    return new PartialSum(sum, layout.size(), rising, columns, first.end());
  }

  /**
   * A whole vector, reduced to its non-zero features if these are few.
   *
   * @param layout of the vector
   * @param most number of features that counts as few
   */
  public static PartialSum ofNonZeros(GradientSum sum, ParameterLayout layout, int most) {
    ParameterGroup first = layout.groups().get(0);
    if (sum.rows() == 0 || most == 0) {
      return of(sum);
    }
    int[] features =
        first.columns() == 1
            ? nonZeros(sum.gradient(), first.rows(), most)
            : nonZeroRows(sum.gradient(), first.rows(), first.columns(), most);
    // An empty feature list means a dense vector.
    return features.length == 0 ? of(sum) : gathered(sum, features, layout);
  }

  /** Positions of values that are not 0; none if there are more than the most. */
  private static int[] nonZeros(double[] values, int length, int most) {
    // Computes bits first. A branch on each value would be mispredicted half the time.
    long[] words = new long[length / Long.SIZE + 1];
    int count = 0;
    for (int w = 0; w < words.length && count <= most; w++) {
      int from = w * Long.SIZE;
      words[w] = nonZeroBits(values, from, from + Math.min(Long.SIZE, length - from));
      count += Long.bitCount(words[w]);
    }
    if (count > most) {
      return ALL_FEATURES;
    }
    int[] positions = new int[count];
    int found = 0;
    for (int w = 0; w < words.length; w++) {
      for (long word = words[w]; word != 0; word &= word - 1) {
        positions[found++] = w * Long.SIZE + Long.numberOfTrailingZeros(word);
      }
    }
    return positions;
  }

  /** Which of up to 64 values are not 0, the first one's in the lowest bit. */
  private static long nonZeroBits(double[] values, int from, int to) {
    long bits = 0;
    int i = from;
    for (; i + FOUR <= to; i += FOUR) {
      // One branch for four values: where a batch touches few features, nearly all values are 0.
      double size =
          Math.abs(values[i])
              + Math.abs(values[i + 1])
              + Math.abs(values[i + 2])
              + Math.abs(values[i + 3]);
      if (size != 0) {
        long four =
            nonZeroBit(values[i])
                | nonZeroBit(values[i + 1]) << 1
                | nonZeroBit(values[i + 2]) << 2
                | nonZeroBit(values[i + 3]) << 3;
        bits |= four << (i - from);
      }
    }
    for (; i < to; i++) {
      bits |= nonZeroBit(values[i]) << (i - from);
    }
    return bits;
  }

  /** 1 unless the value is 0, of either sign. */
  private static long nonZeroBit(double value) {
    long magnitude = Double.doubleToRawLongBits(value) << 1;
    return (magnitude | -magnitude) >>> 63;
  }

  /** Rows of a matrix that are not 0; none if there are more than the most. */
  private static int[] nonZeroRows(double[] values, int rows, int columns, int most) {
    int[] positions = new int[most + 1];
    int count = 0;
    for (int row = 0; row < rows && count <= most; row++) {
      int i = row * columns;
      int end = i + columns;
      while (i < end && values[i] == 0) {
        i++;
      }
      if (i < end) {
        positions[count++] = row;
      }
    }
    return count > most ? ALL_FEATURES : Arrays.copyOf(positions, count);
  }

  private static PartialSum gathered(GradientSum sum, int[] features, ParameterLayout layout) {
    ParameterGroup first = layout.groups().get(0);
    GradientSum few = new GradientSum(layout.size(features.length));
    layout.gather(sum.gradient(), features, few.gradient());
    few.addSums(sum.rows(), sum.weightSum(), sum.lossSum());
    return new PartialSum(few, layout.size(), features, first.columns(), first.end());
  }

  /** The same after local steps. */
  public PartialSum with(RuleState ruleState) {
    return new PartialSum(this, ruleState);
  }

  /** The vector and the sums. */
  public GradientSum sum() {
    return sum;
  }

  /** Whether all numbers are finite. */
  public boolean isFinite() {
    return finite;
  }

  /** Length of the whole vector. */
  int size() {
    return size;
  }

  /** The features, rising, whose values the vector begins with; empty when the vector is whole. */
  int[] features() {
    return features;
  }

  /** Parameters of a feature. */
  int columns() {
    return columns;
  }

  /** Position, in the whole vector, of the first parameter that belongs to no feature. */
  int rest() {
    return rest;
  }

  /** The optimizer state that travels to the driver, one array a slot. */
  double[][] averagedSlots() {
    return state.use == RuleState.Use.AVERAGED ? state.slots() : STATELESS.slots();
  }

  /** The optimizer state that stays in the partition. */
  public RuleState keptState() {
    return state.use == RuleState.Use.KEPT ? state : STATELESS;
  }
}

package io.sparksgd.cost;

/**
 * How fast a core computes gradients.
 *
 * @param rowsPerSecond rows a second
 * @param valuesPerSecond stored values a second
 * @param flops floating-point operations a second: {@code 4 n c + 6 w} a row, where n is its stored
 *     values, c the parameters of a feature (a product and a sum to the margins, the same back) and
 *     w the other parameters, which a network uses once forwards and twice backwards
 */
public record Speed(double rowsPerSecond, double valuesPerSecond, double flops) {
  private static final int OF_A_FEATURE = 4;
  private static final int OF_THE_REST = 6;

  /**
   * The speed of a model.
   *
   * @param secondsPerRow on one core
   * @param valuesPerRow stored values of a row
   * @param columns parameters of a feature
   * @param rest parameters that belong to no feature
   */
  public static Speed of(double secondsPerRow, double valuesPerRow, int columns, long rest) {
    double operations = OF_A_FEATURE * valuesPerRow * columns + OF_THE_REST * (double) rest;
    return new Speed(1 / secondsPerRow, valuesPerRow / secondsPerRow, operations / secondsPerRow);
  }
}

package io.sparksgd.monitor;

/**
 * Bytes that travelled, as encoded.
 *
 * @param broadcast weights that the driver published, counted once a round (every executor fetches
 *     them once)
 * @param returned contributions of the partitions, without the envelope of Spark's task results
 * @param dense what {@code returned} would have been as dense float64
 */
public record Traffic(long broadcast, long returned, long dense) {
  /** Nothing yet. */
  public static final Traffic NONE = new Traffic(0, 0, 0);

  public Traffic plus(Traffic other) {
    return new Traffic(broadcast + other.broadcast, returned + other.returned, dense + other.dense);
  }

  /** {@code dense / returned}: how many times fewer bytes came back than dense float64 takes. */
  public double ratio() {
    return returned == 0 ? 1.0 : (double) dense / returned;
  }
}

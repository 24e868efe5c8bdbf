/**
 * Params of Spark ML that stand for keys of the job file. The interfaces with their setters are
 * generated from the declarations of the keys into {@code src/generated}.
 *
 * <p>May import: {@code config}, Spark ML. Its doors are the interfaces.
 */
package io.sparksgd.ml.params;

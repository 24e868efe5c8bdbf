/**
 * Observes a training: events and their listeners, metrics from mergeable sums, stop rules, early
 * stopping, the divergence guard, and the progress line.
 *
 * <p>May import: {@code message} and slf4j. Its doors are {@link
 * io.sparksgd.monitor.TrainingListener} and {@link io.sparksgd.monitor.TrainingEvent}.
 */
package io.sparksgd.monitor;

/**
 * Learning-rate schedules as functions of the update number; warmup and joins compose them;
 * reduce-on-plateau listens to a metric; batch-size scaling rules.
 *
 * <p>May import: {@code setting}, {@code message}. Its doors are {@link
 * io.sparksgd.schedule.Schedule} and {@link io.sparksgd.schedule.SchedulePlan}, which makes them.
 */
package io.sparksgd.schedule;

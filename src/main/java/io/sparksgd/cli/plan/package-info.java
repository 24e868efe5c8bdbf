/**
 * {@code inspect --plan}: what a job will take on this cluster or on one that the options describe.
 *
 * <p>May import: {@code cli.job}, {@code rehearse}, {@code cost} and what they stand on. Its door
 * is {@link io.sparksgd.cli.plan.JobEstimate}.
 */
package io.sparksgd.cli.plan;

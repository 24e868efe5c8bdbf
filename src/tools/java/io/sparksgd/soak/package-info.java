/**
 * The soak: long runs of the command line under a seeded fault injector, each compared with an
 * undisturbed run, bit for bit. {@code scripts/soak} runs it; {@link io.sparksgd.soak.SoakIT} runs
 * a short version of every scenario with the slow tests.
 *
 * <p>Nothing in the product knows of it. A run is a process of {@code sgd train} with the packaged
 * jar; processes are killed and stopped from outside, by their id; what happens inside tasks comes
 * from a Spark plugin ({@link io.sparksgd.soak.FaultPlugin}), and what Spark saw from a listener
 * ({@link io.sparksgd.soak.EventLog}). A fault counts only when that log says that it hit work.
 */
package io.sparksgd.soak;

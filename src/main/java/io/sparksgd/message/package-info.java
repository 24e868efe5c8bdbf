/**
 * Messages that name settings. A job file, the options of a command and the Params of Spark ML have
 * different names for the same setting: a {@link io.sparksgd.message.Message} is written once, and
 * each of them shows it with its own {@link io.sparksgd.message.Wording}.
 *
 * <p>May import: {@code java.*} only. Its doors are the classes themselves.
 */
package io.sparksgd.message;

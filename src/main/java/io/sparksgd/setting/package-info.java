/**
 * The declaration of a key of the job file, which stands beside the value that it sets: name,
 * range, default and meaning. Parsing, messages, Params of Spark ML and the reference page come
 * from it.
 *
 * <p>May import: {@code java.*}. Its door is {@link io.sparksgd.setting.Setting}.
 */
package io.sparksgd.setting;

package io.sparksgd.setting;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a key of the job file on the record component that holds its value, or on a record that
 * stands for a flag. A key that several kinds have may leave out what an earlier kind says of it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Setting {
  /** The type of a text that may be white space. */
  String CHARACTERS = "one or more characters";

  /** The type of a text that is a path. */
  String PATH = "path";

  /** The type of texts that are paths. */
  String PATHS = "path or list of paths";

  /** The name of the key; when empty, that of the component with hyphens. */
  String key() default "";

  /** Allowed numbers in words, such as {@code "from 0 to below 1"}; see {@link Range}. */
  String range() default "";

  /** A constant of the component's enum that is not allowed here. */
  String except() default "";

  /** Of an enum with two constants: the one that {@code true} stands for. */
  String yes() default "";

  /**
   * The default as a job file writes it. A whole number outside the range stands for a key that is
   * not given, and is not written back.
   */
  String usual() default "";

  /** The default in words, where it is no value. */
  String usually() default "";

  /** What is allowed, for the message of a key that must be given. */
  String required() default "";

  /**
   * When the key has an effect: a key that must be given, such as {@code "dir"}, or values of
   * another one, such as {@code "rule: linear, sqrt"}.
   */
  String with() default "";

  /** Why the key has no effect otherwise, where {@link #with} does not say it. */
  String otherwise() default "";

  /** The key that may be meant where this one has no effect. */
  String see() default "";

  /** Type and range in words, where the type of the component does not say them. */
  String type() default "";

  /** The Params of Spark ML that set the key; the second one is another name of the first. */
  String[] param() default {};
}

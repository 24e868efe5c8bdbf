package io.sparksgd.input.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognises a class that is not registered with Kryo although {@code
 * spark.kryo.registrationRequired} demands it. This is a fault of settings, not of data.
 */
public final class UnregisteredClass {
  private static final Pattern MESSAGE = Pattern.compile("Class is not registered: ([^\\s;]+)");
  private static final int MOST_CAUSES = 100;

  private UnregisteredClass() {}

  /** The message for an exception with this cause; empty for all others. */
  public static Optional<String> in(Throwable exception) {
    return Stream.iterate(exception, one -> one != null, Throwable::getCause)
        .limit(MOST_CAUSES)
        .map(one -> MESSAGE.matcher(String.valueOf(one.getMessage())))
        .filter(Matcher::find)
        .findFirst()
        .map(found -> message(found.group(1)));
  }

  private static String message(String name) {
    return "Class not registered with Kryo: "
        + name
        + " (spark.kryo.registrationRequired=true needs"
        + " spark.kryo.registrator=io.sparksgd.spark.SgdKryoRegistrator; other classes are named"
        + " by spark.kryo.classesToRegister)";
  }
}

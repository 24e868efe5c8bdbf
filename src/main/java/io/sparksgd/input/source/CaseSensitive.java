package io.sparksgd.input.source;

import org.apache.spark.sql.SparkSession;
import scala.Tuple2;
import scala.collection.Iterator;

/** Sessions in which the names of columns differ when their case does, as they do in messages. */
final class CaseSensitive {
  private static final String KEY = "spark.sql.caseSensitive";

  private CaseSensitive() {}

  /** A new session with the settings of another one. */
  static SparkSession session(SparkSession spark) {
    SparkSession session = spark.newSession();
    Iterator<Tuple2<String, String>> settings = spark.conf().getAll().iterator();
    while (settings.hasNext()) {
      Tuple2<String, String> setting = settings.next();
      if (session.conf().isModifiable(setting._1())) {
        session.conf().set(setting._1(), setting._2());
      }
    }
    session.conf().set(KEY, "true");
    return session;
  }
}

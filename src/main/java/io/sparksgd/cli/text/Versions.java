package io.sparksgd.cli.text;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.IVersionProvider;

/** The versions of this project, Spark, Scala and Java. */
public final class Versions implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "spark-sgd " + own(), "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION()
    };
  }

  /** The versions by name. */
  public static Map<String, Object> all() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("spark-sgd", own());
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    versions.put("scala", scala.util.Properties$.MODULE$.versionNumberString());
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  private static String own() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

package io.sparksgd.spark;

import com.esotericsoftware.kryo.Kryo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Registers the classes that trainings send, for applications whose Kryo must know all classes:
 * {@code spark.kryo.registrator=io.sparksgd.spark.SgdKryoRegistrator} beside {@code
 * spark.kryo.registrationRequired=true}.
 */
public final class SgdKryoRegistrator implements KryoRegistrator {
  /** Every class of the project that can be serialised, in the order of their names. */
  static final String NAMES = "/META-INF/spark-sgd/kryo-classes";

  /** Classes of Java, which Spark does not register itself. */
  private static final List<Class<?>> OTHERS =
      List.of(
          boolean[].class,
          byte[][].class,
          double[][].class,
          float[][].class,
          int[][].class,
          long[][].class,
          Object[].class,
          String[][].class,
          java.util.ArrayList.class,
          java.util.BitSet.class,
          java.util.HashMap.class,
          java.util.HashSet.class,
          java.util.LinkedHashMap.class,
          java.util.LinkedHashSet.class,
          java.util.TreeMap.class,
          java.util.TreeSet.class);

  @Override
  public void registerClasses(Kryo kryo) {
    OTHERS.forEach(kryo::register);
    register(kryo, "java.util.RegularEnumSet");
    names().forEach(name -> register(kryo, name));
  }

  private static void register(Kryo kryo, String name) {
    try {
      Class<?> known = Class.forName(name, false, SgdKryoRegistrator.class.getClassLoader());
      kryo.register(known);
      kryo.register(known.arrayType());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The jar is damaged: it has no class " + name, e);
    }
  }

  /** The names of the project's classes that travel, in an order that is the same everywhere. */
  static List<String> names() {
    try (InputStream in = SgdKryoRegistrator.class.getResourceAsStream(NAMES);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

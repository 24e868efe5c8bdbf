package io.sparksgd.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import io.sparksgd.exchange.EncodedSum;
import io.sparksgd.train.Trainer;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of classes that Kryo is told of. */
class SgdKryoRegistratorTest {
  /** The rooms of what executors do; the others stay in the driver. */
  private static final List<String> ROOMS =
      List.of(
          "math",
          "data",
          "objective",
          "compress",
          "optim",
          "schedule",
          "monitor",
          "features",
          "sample",
          "plan",
          "exchange",
          "spark",
          "task",
          "round",
          "train",
          "score",
          "search",
          "rehearse",
          "model",
          "input");

  @Test
  void everyClassThatCanBeSerialisedIsOnTheList() throws IOException {
    // Of the command line, only what tasks of generate send is there, which KryoCommandsIT runs.
    assertThat(SgdKryoRegistrator.names())
        .filteredOn(name -> !name.startsWith("io.sparksgd.cli."))
        .as("src/main/resources" + SgdKryoRegistrator.NAMES)
        .containsExactlyElementsOf(serialisable());
  }

  @Test
  void theListIsRegisteredWithArraysAndInOneOrder() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    new SgdKryoRegistrator().registerClasses(kryo);
    int first = kryo.getRegistration(EncodedSum.class).getId();
    assertThat(kryo.getRegistration(EncodedSum[].class).getId()).isEqualTo(first + 1);

    Kryo other = new Kryo();
    new SgdKryoRegistrator().registerClasses(other);
    assertThat(other.getRegistration(EncodedSum.class).getId()).isEqualTo(first);
  }

  private static List<String> serialisable() throws IOException {
    Path classes =
        Path.of(
            URI.create(
                Trainer.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    try (Stream<Path> files = Files.walk(classes.resolve("io/sparksgd"))) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && ROOMS.contains(file.split("/")[2]))
          .map(file -> file.replace('/', '.').replaceFirst("\\.class$", ""))
          .filter(name -> !name.endsWith("-info") && travels(named(name)))
          .sorted()
          .toList();
    }
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, SgdKryoRegistratorTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Kryo cannot read records, and Spark sends exceptions by Java's own serialisation. */
  private static boolean travels(Class<?> one) {
    return Serializable.class.isAssignableFrom(one)
        && !one.isInterface()
        && !one.isRecord()
        && !Throwable.class.isAssignableFrom(one)
        && !(Enum.class.isAssignableFrom(one) && !one.isEnum());
  }
}

package io.sparksgd;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.internal.config.ConfigEntry;
import org.junit.jupiter.api.Test;

/** {@code src/docs/operators.md} names settings that Spark has. */
class OperatorsPageTest {
  private static final Pattern SETTING = Pattern.compile("`(spark(?:\\.[a-zA-Z]+)+)`");

  @Test
  void everySettingOfThePageIsOneOfSpark() throws Exception {
    SharedSpark.session();
    load("package", "UI", "Network", "Status", "Kryo", "Tests");
    Set<String> unknown = new TreeSet<>();
    int known = 0;
    for (String name : settings()) {
      if (ConfigEntry.findEntry(name) == null) {
        unknown.add(name);
      } else {
        known++;
      }
    }

    assertThat(unknown).isEmpty();
    assertThat(known).isGreaterThan(20);
  }

  @Test
  void aSettingThatSparkDoesNotHaveIsFound() throws Exception {
    SharedSpark.session();
    load("package");

    assertThat(ConfigEntry.findEntry("spark.driver.maxResultSizes")).isNull();
  }

  /** Entries are known once the Scala objects that declare them are loaded. */
  private static void load(String... objects) throws ClassNotFoundException {
    for (String name : objects) {
      Class.forName("org.apache.spark.internal.config." + name + "$");
    }
  }

  private static Set<String> settings() throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher matcher = SETTING.matcher(Files.readString(Path.of("src/docs/operators.md")));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}

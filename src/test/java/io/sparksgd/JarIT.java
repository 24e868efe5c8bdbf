package io.sparksgd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jar that people submit: what is in it, and what it needs from the cluster. */
class JarIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_BYTES = 10_000_000;

  /** Packages of others in the jar, by the components that they come from. */
  private static final Map<String, String> SHADED =
      Map.of(
          "picocli", "pkg:maven/info.picocli/picocli@",
          "snakeyaml", "pkg:maven/org.snakeyaml/snakeyaml-engine@");

  /** Java, and what the jars of every Spark have. */
  private static final List<String> GIVEN =
      List.of(
          "java",
          "javax",
          "com.sun.security.auth.module",
          "jdk.incubator.vector",
          "scala",
          "org.apache.spark",
          "org.apache.hadoop",
          "org.apache.commons.compress",
          "org.apache.commons.text",
          "com.codahale.metrics",
          "com.esotericsoftware.kryo",
          "com.fasterxml.jackson",
          "org.slf4j");

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    String classes = JarIT.class.getProtectionDomain().getCodeSource().getLocation().toString();
    jar = new JarFile(Path.of(URI.create(classes)).resolveSibling("spark-sgd.jar").toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  private static Set<String> entries(Predicate<String> wanted) {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> !name.endsWith("/"))
        .filter(wanted)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static byte[] bytes(String entry) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return in.readAllBytes();
    }
  }

  @Test
  void allOfItIsInThePackagesOfThisProject() {
    assertThat(entries(name -> !name.startsWith("META-INF/")))
        .hasSizeGreaterThan(400)
        .allMatch(name -> name.startsWith("io/sparksgd/"));
    assertThat(entries(name -> name.startsWith("META-INF/")))
        .containsExactlyInAnyOrder(
            "META-INF/MANIFEST.MF",
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/maven/io.sparksgd/spark-sgd/pom.properties",
            "META-INF/maven/io.sparksgd/spark-sgd/pom.xml",
            "META-INF/sbom/spark-sgd.cdx.json",
            "META-INF/sbom/uplot.cdx.json",
            "META-INF/services/org.apache.spark.ml.Estimator",
            "META-INF/services/org.apache.spark.ml.Transformer",
            "META-INF/spark-sgd/kryo-classes");
    Pattern shaded = Pattern.compile("io/sparksgd/shaded/([^/]+)/.*");
    assertThat(
            entries(name -> shaded.matcher(name).matches()).stream()
                .map(name -> shaded.matcher(name).replaceFirst("$1")))
        .containsOnly(SHADED.keySet().toArray(String[]::new));
  }

  @Test
  void whatItNeedsIsJavaOrInTheJarsOfSpark() {
    Set<String> needed = new TreeSet<>();
    for (JavaClass one : new ClassFileImporter().importJar(jar)) {
      for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
        needed.add(dependency.getTargetClass().getBaseComponentType().getPackageName());
      }
    }
    assertThat(needed)
        .hasSizeGreaterThan(50)
        .filteredOn(name -> !name.isEmpty() && !name.startsWith("io.sparksgd"))
        .allMatch(name -> GIVEN.stream().anyMatch(given -> (name + ".").startsWith(given + ".")));
  }

  @Test
  void itIsSmallAndHasItsLicences() throws IOException {
    assertThat(Files.size(Path.of(jar.getName()))).isLessThan(MOST_BYTES);
    assertThat(bytes("META-INF/LICENSE")).isEqualTo(Files.readAllBytes(Path.of("LICENSE")));
    assertThat(new String(bytes("META-INF/NOTICE"), StandardCharsets.UTF_8))
        .contains("picocli")
        .contains("SnakeYAML Engine")
        .contains("uPlot");
    assertThat(jar.getEntry("io/sparksgd/cli/folder/report/uplot.LICENSE")).isNotNull();
  }

  @Test
  void itsBillsOfMaterialsListExactlyWhatIsOfOthers() throws Exception {
    JsonNode bill = JSON.readTree(bytes("META-INF/sbom/spark-sgd.cdx.json"));
    assertThat(bill.at("/bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("spark-sgd");
    List<String> components = new ArrayList<>();
    for (JsonNode component : bill.at("/components")) {
      components.add(component.at("/purl").asText());
      assertThat(component.at("/licenses/0/license/id").asText()).isEqualTo("Apache-2.0");
      assertThat(component.at("/hashes")).isNotEmpty();
    }
    assertThat(components).hasSameSizeAs(SHADED.values());
    for (String begin : SHADED.values()) {
      assertThat(components).anyMatch(purl -> purl.startsWith(begin));
    }

    JsonNode copied = JSON.readTree(bytes("META-INF/sbom/uplot.cdx.json")).at("/components/0");
    assertThat(copied.at("/components")).hasSize(2);
    for (JsonNode file : copied.at("/components")) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(file.at("/name").asText()));
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(file.at("/hashes/0/content").asText());
    }
    assertThat(bytes("io/sparksgd/cli/folder/report/uplot.js"))
        .asString()
        .contains("(v" + copied.at("/version").asText() + ")");
  }
}

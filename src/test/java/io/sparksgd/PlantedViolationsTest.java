package io.sparksgd;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the house fails for a planted violation of it. */
class PlantedViolationsTest {
  private static final String ROOT = "io.sparksgd.planted.";

  private static final HouseRules RULES =
      new HouseRules(ROOT, Map.of("low", List.of("io.sparksgd.testkit"), "high", List.of("low")));

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("io.sparksgd.planted");

  @TempDir private Path folder;

  private static void assertFails(ThrowingCallable rule, String... words) {
    assertThatThrownBy(rule).isInstanceOf(AssertionError.class).hasMessageContainingAll(words);
  }

  private static void assertFails(ArchRule rule, String... words) {
    assertFails(() -> rule.check(PLANTED), words);
  }

  private void packageInfo(String text) throws IOException {
    Files.writeString(folder.resolve("package-info.java"), "/** " + text + " */");
  }

  @Test
  void anUphillImportFails() {
    assertFails(RULES.importsOf("low"), "Uphill", "high.Above");
    RULES.importsOf("high").check(PLANTED);
  }

  @Test
  void anUnknownRoomFails() {
    assertFails(() -> RULES.checkEveryRoomHasARule(PLANTED), "unknown");
  }

  @Test
  void aRuleOfNoRoomFails() {
    assertFails(
        () -> new HouseRules(ROOT, Map.of("gone", List.of())).checkEveryRoomHasARule(PLANTED),
        "gone");
  }

  @Test
  void aCycleFails() {
    assertFails(RULES.haveNoCycles(), "Cycle detected", "cyclic.one", "cyclic.two");
  }

  @Test
  void aPureTestThatStartsSparkFails() {
    assertFails(RULES.testsStartNoSpark(List.of("low")), "StartsSpark", "SharedSpark");
    RULES.testsStartNoSpark(List.of("high")).check(PLANTED);
  }

  @Test
  void tenFieldsFail() {
    assertFails(HouseRules.haveFewFields(List.of()), "TenFields: 10");
    HouseRules.haveFewFields(List.of(ROOT + "high.TenFields")).check(PLANTED);
  }

  @Test
  void sevenArgumentsFail() {
    assertFails(HouseRules.haveShortConstructors(), "SevenArguments");
  }

  @Test
  void thirtyOneFilesFail() throws IOException {
    for (int i = 0; i < 30; i++) {
      Files.createFile(folder.resolve("Type" + i + ".java"));
    }
    Files.createFile(folder.resolve("notes.txt"));
    HouseRules.checkFiles(folder);
    Files.createFile(folder.resolve("Type30.java"));
    assertFails(() -> HouseRules.checkFiles(folder), "31");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rows. Its door is {@link io.sparksgd.planted.high.Above}.",
        "Rows. May import: nothing.",
        "Rows. May import: nothing. Its door is {@link io.sparksgd.planted.high.Gone}.",
        "Rows. May import: nothing. Its door is {@link io.sparksgd.planted.low.Uphill}."
      })
  void aPackageInfoWithoutImportsOrPublicDoorsFails(String text) throws IOException {
    packageInfo(text);
    assertFails(() -> HouseRules.checkPackageInfo(folder, PLANTED), "package-info.java");
  }

  @Test
  void aPackageInfoWithImportsAndDoorsPasses() throws IOException {
    packageInfo("Rows. May import: nothing. Its door is {@link io.sparksgd.planted.high.Above}.");
    HouseRules.checkPackageInfo(folder, PLANTED);
  }
}

package io.sparksgd.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFolderTest {
  private static final CheckpointWriter.Memory NOTHING = folder -> List.of();

  @TempDir private Path directory;
  private final List<String> warnings = new ArrayList<>();
  private CheckpointFolder folder;

  @BeforeEach
  void open() throws IOException {
    folder = open("");
  }

  private CheckpointFolder open(String scheme) throws IOException {
    return open(scheme, "saved");
  }

  private CheckpointFolder open(String scheme, String name) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set("fs.faulty.impl", FaultyFileSystem.class.getName());
    configuration.setBoolean("fs.faulty.impl.disable.cache", true);
    String place = scheme + directory.resolve(name);
    return CheckpointFolder.at(new org.apache.hadoop.fs.Path(place), configuration);
  }

  private static RunState state(long step) {
    return new RunState.Builder()
        .facts(Map.of("step", (int) step, "config", Map.of("seed", 7, "name", "a")))
        .longs("counters", step, Long.MIN_VALUE)
        .doubles("weights", step, -0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY)
        .doubles("empty")
        .arrays("slots", List.of(new double[] {1}, new double[] {2, 3}))
        .build();
  }

  private static CheckpointWriter.Memory memory(String... contents) {
    return folder -> {
      List<String> files = new ArrayList<>();
      try {
        Path at = Path.of(folder.replaceFirst("^(file|faulty):", ""));
        Files.createDirectories(at);
        for (int p = 0; p < contents.length; p++) {
          Path file = at.resolve("part-" + p + "-9");
          Files.writeString(file, contents[p]);
          files.add(file.toString());
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return files;
    };
  }

  private CheckpointWriter claim(int keep) throws IOException {
    return CheckpointWriter.claim(folder, keep, "out");
  }

  private long newestStep() throws IOException {
    Optional<Checkpoint> newest = folder.newest(warnings::add);
    return newest.map(found -> found.state().longs("counters", 2)[0]).orElse(-1L);
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("saved"))) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void whatWasSavedIsReadBackBitForBit() throws IOException {
    CheckpointWriter writer = claim(3);
    writer.save(5, state(5), memory("first", "second"));

    Checkpoint read = folder.newest(warnings::add).orElseThrow();
    assertThat(read.attempt()).isEqualTo(1);
    assertThat(read.state().names()).isEqualTo(state(5).names());
    assertThat(read.state().facts()).isEqualTo(state(5).facts());
    assertThat(read.state().longs("counters", 2)).containsExactly(5, Long.MIN_VALUE);
    assertThat(read.state().doubles("weights"))
        .containsExactly(5, -0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY);
    assertThat(read.state().arrays("slots")).hasSize(2);
    assertThat(read.memory())
        .extracting(file -> file.getName())
        .containsExactly("part-0-9", "part-1-9");
    assertThat(folder.wrote("out")).isTrue();
    assertThat(folder.wrote("other")).isFalse();
    assertThat(warnings).isEmpty();
  }

  @Test
  void anEmptyFolderHasNoCheckpoint() throws IOException {
    assertThat(newestStep()).isEqualTo(-1);
    assertThat(folder.wrote("out")).isFalse();
  }

  @Test
  void sectionsOfAnotherLengthAreRefused() {
    assertThatThrownBy(() -> state(1).doubles("weights", 3))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("Invalid checkpoint: its section weights does not have 3 numbers, but 5");
    assertThatThrownBy(() -> state(1).longs("weights", 5))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("5 whole numbers");
  }

  @Test
  void onlyTheNewestAreKept() throws IOException {
    CheckpointWriter writer = claim(2);
    for (int step = 1; step <= 4; step++) {
      writer.save(step, state(step), memory("m"));
    }
    assertThat(names())
        .containsExactly(
            "attempt-000001",
            "attempt-000001-step-000000000003",
            "attempt-000001-step-000000000004");
  }

  @Test
  void aLaterAttemptIsNewerWhateverItsStepAndEndsTheEarlierOne() throws IOException {
    CheckpointWriter first = claim(5);
    first.save(100, state(100), NOTHING);
    CheckpointWriter second = claim(5);
    second.save(3, state(3), NOTHING);

    assertThat(newestStep()).isEqualTo(3);
    assertThatThrownBy(() -> first.save(101, state(101), NOTHING))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("attempt 2; this is attempt 1");
    assertThat(newestStep()).isEqualTo(3);
  }

  @Test
  void aRunThatIsOvertakenWhileItSavesDoesNotFinishTheCheckpoint() throws IOException {
    CheckpointWriter first = claim(5);
    first.save(1, state(1), NOTHING);
    CheckpointWriter.Memory overtaken =
        at -> {
          try {
            claim(5);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          return List.of();
        };

    assertThatThrownBy(() -> first.save(2, state(2), overtaken))
        .isInstanceOf(FencedException.class);
    assertThat(newestStep()).isEqualTo(1);
  }

  @Test
  void aSaveWithoutItsManifestDoesNotCount() throws IOException {
    CheckpointWriter writer = claim(3);
    writer.save(1, state(1), NOTHING);
    writer.save(2, state(2), NOTHING);
    Files.delete(directory.resolve("saved/attempt-000001-step-000000000002/manifest"));

    assertThat(newestStep()).isEqualTo(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void everyFlippedByteOfTheNewestIsFoundAndTheOneBeforeTaken() throws IOException {
    CheckpointWriter writer = claim(3);
    writer.save(1, state(1), memory("first"));
    writer.save(2, state(2), memory("second"));
    Path newest = directory.resolve("saved/attempt-000001-step-000000000002");
    int tried = 0;
    for (String name : List.of("manifest", "state.bin", "memory/part-0-9")) {
      Path file = newest.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < whole.length; i++) {
        byte[] flipped = whole.clone();
        flipped[i] ^= (byte) (1 << (i % 8));
        Files.write(file, flipped);
        warnings.clear();
        assertThat(newestStep()).as("%s byte %d", name, i).isEqualTo(1);
        assertThat(warnings).hasSize(1).first().asString().startsWith("Invalid checkpoint: ");
        tried++;
      }
      for (int length = 0; length < whole.length; length++) {
        Files.write(file, java.util.Arrays.copyOf(whole, length));
        warnings.clear();
        assertThat(newestStep()).as("%s cut to %d", name, length).isEqualTo(1);
        assertThat(warnings).hasSize(1).first().asString().contains(" is damaged");
      }
      Files.write(file, whole);
    }
    assertThat(newestStep()).isEqualTo(2);
    assertThat(tried).isGreaterThan(700);
  }

  /** Then the output cannot be continued; what was saved is still there. */
  @Test
  void damageToTheRecordOfAnAttemptNeverClaimsAnotherOutput() throws IOException {
    claim(3).save(1, state(1), NOTHING);
    Path record = directory.resolve("saved/attempt-000001");
    byte[] whole = Files.readAllBytes(record);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      Files.write(record, flipped);
      assertThat(folder.wrote("out")).isFalse();
      Files.write(record, java.util.Arrays.copyOf(whole, i));
      assertThat(folder.wrote("out")).isFalse();
      assertThat(newestStep()).isEqualTo(1);
    }
    assertThat(warnings).isEmpty();
  }

  /** The SHA-256 of the manifest finds all that; this is of the state's own checks. */
  @Test
  void everyFlippedByteAndEveryTruncationOfAStateIsFoundByItself() throws IOException {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    StateFile.write(state(3), out);
    byte[] whole = out.toByteArray();
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      assertThatThrownBy(() -> read(flipped)).isInstanceOf(DamagedException.class);
      byte[] cut = java.util.Arrays.copyOf(whole, i);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(DamagedException.class);
    }
    byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> read(longer)).isInstanceOf(DamagedException.class);
    assertThat(read(whole).longs("counters", 2)[0]).isEqualTo(3);
  }

  private static RunState read(byte[] bytes) throws IOException {
    return StateFile.read(new java.io.ByteArrayInputStream(bytes), bytes.length, "state");
  }

  @Test
  void anAttemptThatWasKilledWhileItMadeItsRecordHidesNotTheOneBefore() throws IOException {
    claim(3);
    Files.createFile(directory.resolve("saved/attempt-000002"));

    assertThat(folder.wrote("out")).isTrue();
    assertThat(claim(3).attempt()).isEqualTo(3);
    assertThat(names()).containsExactly("attempt-000003");
  }

  @Test
  void aMissingFileMakesACheckpointIncomplete() throws IOException {
    CheckpointWriter writer = claim(3);
    writer.save(1, state(1), NOTHING);
    writer.save(2, state(2), memory("m"));
    Files.delete(directory.resolve("saved/attempt-000001-step-000000000002/memory/part-0-9"));

    assertThat(newestStep()).isEqualTo(1);
    assertThat(warnings).hasSize(1).first().asString().contains("is incomplete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.bin", "manifest", "memory/part-0-9"})
  void aFolderInPlaceOfAFileIsSkippedAsOtherDamageIs(String name) throws IOException {
    CheckpointWriter writer = claim(3);
    writer.save(1, state(1), NOTHING);
    writer.save(2, state(2), memory("m"));
    Path file = directory.resolve("saved/attempt-000001-step-000000000002").resolve(name);
    Files.delete(file);
    Files.createDirectories(file.resolve("in the way"));

    assertThat(newestStep()).isEqualTo(1);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains(name + " is a folder, not a file; using the one before");
  }

  @Test
  void aRunThatCannotBeginSaysInWhichFolder() throws IOException {
    folder = open("faulty:");
    claim(3).save(1, state(1), NOTHING);
    FaultyFileSystem.failAt(FaultyFileSystem.Fault.OUT_OF_SPACE, 0);
    try {
      assertThatThrownBy(() -> CheckpointWriter.claim(folder, 3, "a long output ".repeat(9)))
          .isInstanceOf(IOException.class)
          .hasMessageMatching("Cannot write to the checkpoint folder faulty:.*: No space left.*");
    } finally {
      FaultyFileSystem.heal();
    }
    assertThat(newestStep()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(FaultyFileSystem.Fault.class)
  void whateverTheFileSystemDoesTheLastGoodCheckpointLoads(FaultyFileSystem.Fault fault)
      throws IOException {
    folder = open("faulty:");
    CheckpointWriter writer = claim(1);
    writer.save(1, state(1), memory("m"));
    assertThat(newestStep()).isEqualTo(1);
    long expected = 1;
    int failures = 0;
    // One after the other, each operation of a save fails, until a save has fewer of them.
    for (int operation = 0; failures == operation; operation++) {
      FaultyFileSystem.failAt(fault, operation);
      long step = 2 + operation;
      try {
        writer.save(step, state(step), memory("m"));
        expected = step;
      } catch (IOException e) {
        failures++;
      } finally {
        FaultyFileSystem.heal();
      }
      assertThat(newestStep()).as("operation %d", operation).isEqualTo(expected);
    }
    assertThat(failures).as("saves that failed").isGreaterThan(0);
    writer.save(1000, state(1000), memory("m"));
    assertThat(newestStep()).isEqualTo(1000);
  }

  /** Both kinds of storage, and each moment of an operation. */
  @ParameterizedTest
  @CsvSource({
    "'', BEFORE",
    "'', AMID",
    "'', AFTER",
    "faulty:, BEFORE",
    "faulty:, AMID",
    "faulty:, AFTER"
  })
  void aProcessThatDiesAtAnyOperationOfASaveLeavesTheOldOrTheNewCheckpoint(
      String scheme, DyingStorage.Moment moment) throws IOException {
    int olds = 0;
    int news = 0;
    boolean died = true;
    for (int operation = 0; died; operation++) {
      folder = open(scheme, "saved-" + operation);
      DyingStorage storage = new DyingStorage(folder.storage());
      CheckpointWriter writer =
          CheckpointWriter.claim(CheckpointFolder.on(folder.folder(), storage), 1, "out");
      writer.save(1, state(1), memory("m"));
      storage.dieAt(operation, moment);
      try {
        writer.save(2, state(2), memory("m"));
      } catch (DyingStorage.Dead e) {
        assertThat(storage.isDead()).isTrue();
      }
      died = storage.isDead();
      warnings.clear();
      long newest = newestStep();
      assertThat(newest).as("operation %d", operation).isBetween(died ? 1L : 2L, 2L);
      assertThat(warnings).isEmpty();
      olds += newest == 1 ? 1 : 0;
      news += newest == 2 ? 1 : 0;
      // The next attempt is not disturbed by what was left.
      claim(1).save(3, state(3), memory("m"));
      assertThat(newestStep()).isEqualTo(3);
    }
    assertThat(olds).as("deaths before the new one was whole").isGreaterThan(5);
    assertThat(news).as("deaths after that").isGreaterThan(5);
  }

  @Test
  void settingsThatDifferAreNamedUnlessTheyAreFree() {
    Map<String, Object> saved =
        Map.of("seed", 1L, "stop", Map.of("steps", 5), "a", Map.of("b", 2.0));
    Map<String, Object> now = Map.of("seed", 1, "stop", Map.of("steps", 6), "a", Map.of("c", "x"));

    assertThat(SettingsCheck.differences(saved, now, Set.of("stop")))
        .containsExactly("a.b: 2.0, now not given", "a.c: not given, now x");
  }
}

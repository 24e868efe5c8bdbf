package io.sparksgd.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is in a folder of checkpoints, from its files' names. */
final class SavedSteps {
  private static final Pattern NAME = Pattern.compile("attempt-(\\d+)-step-(\\d+)");

  private SavedSteps() {}

  /** The step of the newest checkpoint with a manifest. */
  static Optional<Long> newest(Path folder) throws IOException {
    return all(folder).stream()
        .filter(place -> Files.exists(place.resolve("manifest")))
        .max(Comparator.comparing(place -> place.getFileName().toString()))
        .map(SavedSteps::step);
  }

  /** Checkpoints without a manifest: a save, or a removal, was under way. */
  static Set<String> unfinished(Path folder) throws IOException {
    return all(folder).stream()
        .filter(place -> !Files.exists(place.resolve("manifest")))
        .map(place -> place.getFileName().toString())
        .collect(Collectors.toSet());
  }

  private static long step(Path place) {
    Matcher matcher = NAME.matcher(place.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(place.toString());
    }
    return Long.parseLong(matcher.group(2));
  }

  /** The places of checkpoints, whole or not. */
  static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

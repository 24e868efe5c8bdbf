package io.sparksgd.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Inputs made of others by up to six random changes; the seed decides them all. */
final class Mutator {
  private static final int MOST_CHANGES = 6;
  private static final int MOST_BYTES = 4096;
  private static final byte[] LIMITS = {0, 1, -1, 127, -128, 16, 32, 64};

  private final List<byte[]> corpus;
  private final List<byte[]> words;
  private final SplittableRandom random;

  Mutator(List<byte[]> corpus, List<String> words, long seed) {
    this.corpus = List.copyOf(corpus);
    List<byte[]> bytes = new ArrayList<>();
    words.forEach(word -> bytes.add(word.getBytes(StandardCharsets.UTF_8)));
    this.words = bytes;
    this.random = new SplittableRandom(seed);
  }

  byte[] next() {
    byte[] bytes = pick(corpus);
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      bytes = change(bytes);
    }
    return bytes;
  }

  private byte[] change(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
    return switch (random.nextInt(9)) {
      case 0, 1 -> flipped(bytes, at);
      case 2 -> set(bytes, at, (byte) random.nextInt(256));
      case 3 -> set(bytes, at, LIMITS[random.nextInt(LIMITS.length)]);
      case 4 -> splice(bytes, at, end, new byte[0]);
      case 5 -> splice(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
      case 6 -> splice(bytes, at, random.nextBoolean() ? at : end, word());
      case 7 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      default -> splice(bytes, at, bytes.length, tail(pick(corpus)));
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    return at < bytes.length ? set(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8))) : bytes;
  }

  private static byte[] set(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    if (at < changed.length) {
      changed[at] = value;
    }
    return changed;
  }

  private byte[] word() {
    return words.isEmpty() ? new byte[] {(byte) random.nextInt(256)} : pick(words);
  }

  private byte[] tail(byte[] other) {
    int from = random.nextInt(other.length + 1);
    return Arrays.copyOfRange(other, from, other.length);
  }

  private byte[] pick(List<byte[]> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
    byte[] changed = Arrays.copyOf(bytes, from + with.length + bytes.length - to);
    System.arraycopy(with, 0, changed, from, with.length);
    System.arraycopy(bytes, to, changed, from + with.length, bytes.length - to);
    return changed.length <= MOST_BYTES ? changed : Arrays.copyOf(changed, MOST_BYTES);
  }
}

package io.sparksgd.cli.folder;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Decides which file names this machine can have, which depends on the locale's encoding. */
public final class FileNames {
  private static final char UNREADABLE = '\uFFFD';

  private FileNames() {}

  /** The encoding in which this process reads its command line and names files. */
  private static Charset encoding() {
    try {
      return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  /**
   * Checks the arguments of a command line. Java has already lost bytes that the locale cannot
   * decode.
   *
   * @throws WrongInputException if there are such bytes
   */
  public static void checkArguments(String... arguments) throws WrongInputException {
    checkArguments(encoding(), arguments);
  }

  public static void checkArguments(Charset encoding, String... arguments)
      throws WrongInputException {
    for (String argument : arguments) {
      if (argument.indexOf(UNREADABLE) >= 0 && !encoding.equals(StandardCharsets.UTF_8)) {
        throw refusal("Invalid argument: " + argument.replace(UNREADABLE, '?'), encoding);
      }
    }
  }

  /**
   * Checks a name that goes to this machine's file system.
   *
   * @throws WrongInputException if the name would be changed there
   */
  static void check(String key, String text) throws WrongInputException {
    check(key, text, encoding());
  }

  static void check(String key, String text, Charset encoding) throws WrongInputException {
    if (!encoding.newEncoder().canEncode(text)) {
      throw refusal("Invalid " + key + ": " + text, encoding);
    }
  }

  private static WrongInputException refusal(String begin, Charset encoding) {
    return new WrongInputException(
        begin
            + " has letters that the locale's encoding, "
            + encoding.name()
            + ", does not have (allowed: any letters in a UTF-8 locale; set LC_ALL=C.UTF-8)");
  }
}

package io.sparksgd.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of processes that tests start with Java. */
public final class ChildJava {
  private ChildJava() {}

  /**
   * The Java of this process with the options of the project's scripts: a list to append to.
   *
   * @param home the project's folder
   */
  public static List<String> command(Path home) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Files.readAllLines(home.resolve("scripts/java-options")));
    return command;
  }

  /** What tests have in their class path. */
  public static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}

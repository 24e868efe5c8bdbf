package io.sparksgd.math;

import java.lang.reflect.InvocationTargetException;

/**
 * The JDK's incubator module of vectors. It is there when the command line has {@code
 * --add-modules=jdk.incubator.vector}, as Spark's launcher does, for which Java prints a warning at
 * every start; or when the command line has {@code
 * --add-exports=java.base/jdk.internal.module=ALL-UNNAMED}: then it is loaded here, as the JVM
 * loads modules for its agents, without a word, by the same class loader and as fast.
 */
final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** Whether the module is there, or could be loaded. */
  static boolean isThere() {
    return ModuleLayer.boot().findModule(NAME).isPresent() || isLoaded();
  }

  private static boolean isLoaded() {
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
      return true;
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException e) {
      // Not exported to us, or another JDK: there are kernels that need no module.
      return false;
    }
  }
}

package io.sparksgd.cli;

import io.sparksgd.train.StopRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Lets a signal that ends the process (SIGTERM, SIGINT) end the run after its current round, with a
 * checkpoint: before Spark's own hook stops the cluster's side, and for a bounded time.
 */
final class Interruption {
  /** Above the priority of Spark's hook, so that this one runs earlier. */
  private static final int PRIORITY = 100;

  private static final long MOST_SECONDS = 60;

  private final StopRequest stop;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable hook = this::stopAndWait;

  private Interruption(StopRequest stop) {
    this.stop = stop;
  }

  /** Listens until {@link #close}. */
  static Interruption listen(StopRequest stop) {
    Interruption interruption = new Interruption(stop);
    ShutdownHookManager.get()
        .addShutdownHook(interruption.hook, PRIORITY, MOST_SECONDS, TimeUnit.SECONDS);
    return interruption;
  }

  private void stopAndWait() {
    stop.ask("Stopped by a signal.");
    try {
      // The hook's time limit interrupts this: a longer round loses the steps since the checkpoint.
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run has ended. */
  void close() {
    ended.countDown();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}

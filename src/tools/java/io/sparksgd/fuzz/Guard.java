package io.sparksgd.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;

/**
 * Runs a target and watches it: no exception of another kind, no second of a processor, no memory
 * beyond what an input of its size can ask for.
 */
public final class Guard {
  /** For everything that one execution allocates, also what is garbage at once. */
  static final long MOST_BYTES = 64L << 20;

  private static final long MOST_NANOS = 1_000_000_000L;
  private static final int SHOWN_BYTES = 2048;

  private final FuzzTarget target;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long mostBytes;
  private long mostNanos;

  public Guard(FuzzTarget target) {
    this.target = target;
  }

  /** What an execution did wrong. */
  public static final class Finding extends AssertionError {
    private static final long serialVersionUID = 1L;

    Finding(String what, byte[] input, Throwable cause) {
      super(what + "; input: " + show(input), cause);
    }

    private static String show(byte[] input) {
      int length = Math.min(input.length, SHOWN_BYTES);
      return HexFormat.of().formatHex(input, 0, length) + (length < input.length ? "..." : "");
    }
  }

  /**
   * Runs the target; returns whether it took the input.
   *
   * @throws Finding if something is wrong with that
   */
  public boolean run(byte[] input) {
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long nanos = threads.getCurrentThreadCpuTime();
    boolean taken;
    try {
      taken = target.takes(input);
    } catch (Throwable e) {
      throw new Finding("failed with " + e, input, e);
    }
    bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
    nanos = threads.getCurrentThreadCpuTime() - nanos;
    mostBytes = Math.max(mostBytes, bytes);
    mostNanos = Math.max(mostNanos, nanos);
    if (bytes > MOST_BYTES) {
      throw new Finding("allocated " + bytes + " bytes", input, null);
    }
    if (nanos > MOST_NANOS) {
      throw new Finding("took " + nanos / 1_000_000 + " ms of a processor", input, null);
    }
    return taken;
  }

  /** The most that one execution allocated. */
  public long mostBytes() {
    return mostBytes;
  }

  /** The most time of a processor that one execution took. */
  public long mostNanos() {
    return mostNanos;
  }
}

package io.sparksgd.input.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void innermostCauseIsTheReason() {
    Exception e =
        new IllegalStateException("outer", new RuntimeException("x", new IOException("no disk")));
    assertThat(Failures.unreadable("a.csv", e))
        .hasMessage("Invalid data: cannot read a.csv: no disk")
        .hasCause(e);
    assertThat(Failures.unwritable("out", e))
        .hasMessage("Invalid output: cannot write out: no disk");
  }

  @Test
  void onlyTheFirstLineIsShown() {
    assertThat(Failures.unreadable("a", new IOException(" first \n\tat second")))
        .hasMessage("Invalid data: cannot read a: first");
    assertThat(Failures.unreadable("a", new IOException()))
        .hasMessage("Invalid data: cannot read a: IOException");
  }

  @Test
  void messageOfALostTaskIsThatOfItsException() {
    // What a cluster's driver gets: the task's exception is text.
    Exception e =
        new RuntimeException(
            "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent"
                + " failure: Lost task 0.3 in stage 1.0 (TID 3) (10.0.0.2 executor 1):"
                + " java.io.IOException: not a gzip file\n"
                + "\tat x.Y.z(Y.java:1)\n\n"
                + "Driver stacktrace:");
    assertThat(Failures.unreadable("a", e))
        .hasMessage("Invalid data: cannot read a: not a gzip file");
  }

  @Test
  void interruptIsKept() {
    assertThat(Failures.unreadable("a", new InterruptedException("stop"))).isNotNull();
    assertThat(Thread.interrupted()).isTrue();
  }
}

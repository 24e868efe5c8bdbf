package io.sparksgd.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * A storage of a process that dies at one operation: before it, in the middle of it, or when it was
 * done. Nothing happens after that, also no clean-up.
 */
final class DyingStorage implements Storage {
  /** When, within the operation. */
  enum Moment {
    BEFORE,
    /** A file is cut; other operations are done. */
    AMID,
    AFTER
  }

  /** The process is dead. */
  static final class Dead extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Bytes of a file that were written by then. */
  private static final int CUT = 30;

  private final Storage inner;
  private Moment moment = Moment.BEFORE;
  private int left = -1;
  private boolean dead;

  /** Lives. */
  DyingStorage(Storage inner) {
    this.inner = inner;
  }

  /** Dies at one of the operations that follow, counted from 0. */
  void dieAt(int operation, Moment when) {
    left = operation;
    moment = when;
  }

  boolean isDead() {
    return dead;
  }

  private interface Operation<T> {
    T run() throws IOException;
  }

  private <T> T run(Operation<T> operation) throws IOException {
    if (dead) {
      throw new Dead();
    }
    boolean last = left-- == 0;
    if (last && moment == Moment.BEFORE) {
      dead = true;
      throw new Dead();
    }
    T result = operation.run();
    if (last) {
      dead = true;
      throw new Dead();
    }
    return result;
  }

  private void act(Operation<Void> operation) throws IOException {
    run(operation);
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    return run(() -> inner.list(folder));
  }

  @Override
  public boolean exists(Path path) throws IOException {
    return run(() -> inner.exists(path));
  }

  @Override
  public boolean isFile(Path path) throws IOException {
    return inner.isFile(path);
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return run(() -> inner.open(file));
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    act(
        () -> {
          inner.makeFolder(folder);
          return null;
        });
  }

  @Override
  public void write(Path file, Content content) throws IOException {
    boolean cuts = left == 0 && moment == Moment.AMID;
    act(
        () -> {
          inner.write(file, cuts ? out -> content.writeTo(new Cut(out)) : content);
          return null;
        });
  }

  @Override
  public boolean create(Path file, byte[] content) throws IOException {
    return run(() -> inner.create(file, content));
  }

  @Override
  public void sync(Path file) throws IOException {
    act(
        () -> {
          inner.sync(file);
          return null;
        });
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    act(
        () -> {
          inner.rename(from, to);
          return null;
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    act(
        () -> {
          inner.delete(path);
          return null;
        });
  }

  private static final class Cut extends OutputStream {
    private final OutputStream out;
    private int room = CUT;

    Cut(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      if (room-- > 0) {
        out.write(value);
      }
    }
  }
}

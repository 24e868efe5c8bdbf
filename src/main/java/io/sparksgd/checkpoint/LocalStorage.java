package io.sparksgd.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** This machine's file system: files and the folders that name them are forced to the disk. */
final class LocalStorage implements Storage {
  private final FileSystem files;

  LocalStorage(FileSystem files) {
    this.files = files;
  }

  private java.nio.file.Path local(Path path) {
    // Not by the URI, in which letters beyond ASCII are not escaped, as Java requires.
    return java.nio.file.Path.of(files.makeQualified(path).toUri().getPath());
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    try (Stream<java.nio.file.Path> found = Files.list(local(folder))) {
      return found.map(path -> path.getFileName().toString()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(local(path));
  }

  @Override
  public boolean isFile(Path path) {
    return Files.isRegularFile(local(path));
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return Files.newInputStream(local(file));
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    java.nio.file.Path path = local(folder);
    Files.createDirectories(path);
    force(path.getParent());
  }

  @Override
  public void write(Path file, Content content) throws IOException {
    write(
        file,
        content,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  @Override
  public boolean create(Path file, byte[] content) throws IOException {
    try {
      write(
          file, out -> out.write(content), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private void write(Path file, Content content, OpenOption... options) throws IOException {
    java.nio.file.Path path = local(file);
    try (FileChannel channel = FileChannel.open(path, options)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
    force(path.getParent());
  }

  @Override
  public void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(local(file), StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    force(local(file).getParent());
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(
        local(from),
        local(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(local(to).getParent());
  }

  @Override
  public void delete(Path path) throws IOException {
    List<java.nio.file.Path> all;
    try (Stream<java.nio.file.Path> found = Files.walk(local(path))) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return;
    }
    for (java.nio.file.Path one : all) {
      Files.deleteIfExists(one);
    }
    force(local(path).getParent());
  }

  /** Forces a folder to the disk: its list of files is on the disk only after that. */
  private static void force(java.nio.file.Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}

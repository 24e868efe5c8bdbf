package io.sparksgd.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/** Any file system of Hadoop. */
final class HadoopStorage implements Storage {
  private final FileSystem files;

  HadoopStorage(FileSystem files) {
    this.files = files;
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    try {
      FileStatus[] found = files.listStatus(folder);
      return Arrays.stream(found).map(status -> status.getPath().getName()).toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  @Override
  public boolean exists(Path path) throws IOException {
    return files.exists(path);
  }

  @Override
  public boolean isFile(Path path) throws IOException {
    try {
      return files.getFileStatus(path).isFile();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return files.open(file);
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    if (!files.mkdirs(folder)) {
      throw new IOException("Cannot make the folder " + folder);
    }
  }

  @Override
  public void write(Path file, Content content) throws IOException {
    fill(files.create(file, true), content);
  }

  @Override
  public boolean create(Path file, byte[] content) throws IOException {
    FSDataOutputStream out;
    try {
      out = files.create(file, false);
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      if (files.exists(file)) {
        return false;
      }
      throw e;
    }
    fill(out, stream -> stream.write(content));
    return true;
  }

  private static void fill(FSDataOutputStream stream, Content content) throws IOException {
    try (FSDataOutputStream out = stream) {
      content.writeTo(out);
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
    }
  }

  @Override
  public void sync(Path file) {
    // A distributed file system offers no more safety than a closed file.
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    files.delete(to, false);
    if (!files.rename(from, to)) {
      throw new IOException("Cannot rename " + from + " to " + to);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    if (!files.delete(path, true) && files.exists(path)) {
      throw new IOException("Cannot remove " + path);
    }
  }
}

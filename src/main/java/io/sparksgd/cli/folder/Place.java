package io.sparksgd.cli.folder;

import io.sparksgd.model.WholeFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A path that a key or an option gives, on the file system that it names.
 *
 * @param key its name in messages
 * @param text as it was given
 * @param path with scheme and authority
 */
public record Place(String key, String text, Path path, FileSystem files) {

  /**
   * Finds the file system of a path.
   *
   * @throws WrongInputException if the text is not a path, or there is no file system for it
   */
  public static Place of(String key, String text, Configuration configuration)
      throws WrongInputException, IOException {
    if (text.isBlank()) {
      throw new WrongInputException("Invalid " + key + ": an empty text (allowed: a path)");
    }
    try {
      Path given = new Path(text);
      FileSystem files = WholeFiles.of(given, configuration).fileSystem();
      if ("file".equals(files.getUri().getScheme())) {
        FileNames.check(key, text);
      }
      return new Place(key, text, files.makeQualified(given), files);
    } catch (WrongInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw PathFailure.of(e).refusal("Invalid " + key + ": " + text + " cannot be used: ");
    }
  }

  /** Another place on the same file system. */
  Place beside(String otherKey, String otherText, Path other) {
    return new Place(otherKey, otherText, other, files);
  }

  /**
   * Whether the path exists.
   *
   * @throws WrongInputException if that cannot be known
   */
  public boolean exists() throws WrongInputException, IOException {
    try {
      return files.exists(path);
    } catch (IOException | RuntimeException e) {
      throw PathFailure.of(e).refusal("Invalid " + key + ": " + text + " cannot be used: ");
    }
  }

  /**
   * The names of the files in the folder; none if it does not exist.
   *
   * @throws WrongInputException if it is not a folder, or cannot be read
   */
  public String[] names() throws WrongInputException, IOException {
    try {
      FileStatus[] found = files.listStatus(path);
      String[] names = new String[found.length];
      for (int i = 0; i < names.length; i++) {
        names[i] = found[i].getPath().getName();
      }
      if (found.length == 1 && found[0].isFile() && found[0].getPath().equals(path)) {
        throw new WrongInputException(
            "Invalid " + key + ": " + text + " is a file (allowed: a folder)");
      }
      return names;
    } catch (FileNotFoundException e) {
      return new String[0];
    } catch (IOException | RuntimeException e) {
      throw PathFailure.of(e).refusal("Invalid " + key + ": " + text + " cannot be read: ");
    }
  }

  /**
   * Makes the folder, if it does not exist.
   *
   * @throws WrongInputException if that is not possible
   */
  MadeFolders make() throws WrongInputException, IOException {
    try {
      return MadeFolders.make(files, path);
    } catch (IOException | RuntimeException e) {
      throw PathFailure.of(e).refusal("Invalid " + key + ": " + text + " cannot be made: ");
    }
  }

  /**
   * Checks that this folder can be made and written to. Leaves nothing behind.
   *
   * @throws WrongInputException if not
   */
  public void checkWritable() throws WrongInputException, IOException {
    MadeFolders made = make();
    try {
      Path probe = new Path(path, ".sgd-probe-" + UUID.randomUUID());
      files.create(probe, false).close();
      files.delete(probe, false);
    } catch (IOException | RuntimeException e) {
      throw PathFailure.of(e).refusal("Invalid " + key + ": " + text + " cannot be written: ");
    } finally {
      made.remove();
    }
  }

  /**
   * Checks that the path is free, and that a folder can be made there and written to. Leaves
   * nothing behind.
   *
   * @throws WrongInputException if not
   */
  public void checkCanBeMade() throws WrongInputException, IOException {
    Claim.checkAbsent(this);
    checkWritable();
  }

  /**
   * SHA-256 of the real path. It distinguishes places, and shows no secret that a path may contain.
   */
  public String identity() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha256.digest(path.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

package io.sparksgd.cli.folder;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * A folder that this run has claimed: it was made for the run, with a marker that only one run can
 * put there. Until it is {@link #use used}, the claim can be released, and a process that is ended
 * releases it by itself.
 */
public final class Claim {
  /** After the run's own end, before Hadoop closes its file systems. */
  private static final int PRIORITY = 50;

  private final Place folder;
  private final RunMarker marker;
  private final Optional<MadeFolders> made;
  private final Runnable hook = this::giveBack;
  private boolean empty;

  private Claim(Place folder, RunMarker marker, Optional<MadeFolders> made) {
    this.folder = folder;
    this.marker = marker;
    this.made = made;
    this.empty = made.isPresent();
    if (empty) {
      ShutdownHookManager.get().addShutdownHook(hook, PRIORITY);
    }
  }

  /**
   * Claims a folder that does not exist.
   *
   * @param owner identity that the attempts of a run share, see {@link RunMarker}
   * @throws WrongInputException if it exists, also if it appears at this moment
   */
  static Claim anew(Place folder, String owner) throws WrongInputException, IOException {
    checkAbsent(folder);
    RunMarker marker = new RunMarker(UUID.randomUUID().toString(), folder.identity(), owner);
    Path parent = folder.path().getParent();
    Path beside = new Path(parent, ".sgd-" + marker.run());
    MadeFolders made = folder.beside(folder.key(), folder.text(), parent).make();
    boolean claimed = false;
    try {
      folder.files().mkdirs(beside);
      marker.create(folder.files(), beside);
      // The folder appears with its marker in one step, so that no crash leaves it without one.
      rename(folder, beside);
      claimed = RunMarker.in(folder).equals(Optional.of(marker));
    } catch (IOException | RuntimeException e) {
      throw PathFailure.of(e)
          .refusal("Invalid " + folder.key() + ": " + folder.text() + " cannot be made: ");
    } finally {
      if (!claimed) {
        remove(folder, beside);
        made.remove();
      }
    }
    if (!claimed) {
      throw taken(folder);
    }
    return new Claim(folder, marker, Optional.of(made.and(folder.path())));
  }

  private static void rename(Place folder, Path beside) throws IOException {
    if ("file".equals(folder.files().getUri().getScheme())) {
      // Hadoop's rename would move the folder into one that has appeared meanwhile.
      try {
        Files.move(
            java.nio.file.Path.of(beside.toUri().getPath()),
            java.nio.file.Path.of(folder.path().toUri().getPath()),
            StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        if (!folder.files().exists(folder.path())) {
          throw e;
        }
      }
    } else {
      folder.files().rename(beside, folder.path());
    }
  }

  /** Removes the folder that this claim made, at each place where it may be by now. */
  private static void remove(Place folder, Path beside) {
    try {
      folder.files().delete(beside, true);
      folder.files().delete(new Path(folder.path(), beside.getName()), true);
    } catch (IOException e) {
      // A hidden folder with only a marker remains.
      return;
    }
  }

  /** Takes over a folder that an earlier attempt claimed. */
  static Claim again(Place folder, RunMarker marker) throws IOException, WrongInputException {
    Optional<MadeFolders> empty =
        folder.names().length == 1
            ? Optional.of(MadeFolders.of(folder.files(), folder.path()))
            : Optional.empty();
    return new Claim(folder, marker, empty);
  }

  /**
   * Checks that the path is free.
   *
   * @throws WrongInputException if it is not
   */
  public static void checkAbsent(Place folder) throws WrongInputException, IOException {
    if (folder.exists()) {
      throw taken(folder);
    }
  }

  private static WrongInputException taken(Place folder) {
    return new WrongInputException(
        "Invalid "
            + folder.key()
            + ": "
            + folder.text()
            + " exists already (choose another"
            + (folder.key().equals("output") ? " with --set output=..." : "")
            + ", or remove it)");
  }

  /** The identity of this run. */
  String run() {
    return marker.run();
  }

  /** From now on the folder contains data of this run, and is not removed. */
  synchronized void use() throws IOException {
    check();
    empty = false;
    forgetHook();
  }

  /**
   * Checks that the folder still belongs to this run.
   *
   * @throws IOException if somebody has removed or replaced it
   */
  void check() throws IOException {
    if (!RunMarker.in(folder).equals(Optional.of(marker))) {
      throw new LostFolderException(
          "The folder "
              + folder.path()
              + " no longer belongs to this run: somebody removed or replaced it during the"
              + " run. Nothing more is written there");
    }
  }

  /** The run is complete, and its folder needs no marker any more. */
  void complete() throws IOException {
    check();
    RunMarker.remove(folder);
  }

  /** Removes the folder, if nothing was written there and this run made it. */
  synchronized void giveBack() {
    if (!empty) {
      return;
    }
    empty = false;
    try {
      if (RunMarker.in(folder).equals(Optional.of(marker)) && folder.names().length == 1) {
        RunMarker.remove(folder);
        made.ifPresent(MadeFolders::remove);
      }
    } catch (IOException | WrongInputException e) {
      // An empty folder with a marker remains; nothing more can be done.
      return;
    } finally {
      forgetHook();
    }
  }

  private void forgetHook() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}

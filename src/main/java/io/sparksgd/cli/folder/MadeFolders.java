package io.sparksgd.cli.folder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A folder and those above it that were made for it, so that they can be removed again. */
final class MadeFolders {
  private final FileSystem files;
  private final List<Path> innermostFirst;

  private MadeFolders(FileSystem files, List<Path> innermostFirst) {
    this.files = files;
    this.innermostFirst = innermostFirst;
  }

  /** Makes a folder and its missing parents. A folder that existed before is not recorded. */
  static MadeFolders make(FileSystem files, Path folder) throws IOException {
    List<Path> absent = new ArrayList<>();
    for (Path at = folder; at != null && !files.exists(at); at = at.getParent()) {
      absent.add(at);
    }
    MadeFolders made = new MadeFolders(files, absent);
    try {
      if (!files.mkdirs(folder)) {
        throw new IOException("the folder cannot be made (permissions, or a read-only disk)");
      }
      return made;
    } catch (IOException | RuntimeException e) {
      made.remove();
      throw e;
    }
  }

  /** Records an existing folder that may be removed again. */
  static MadeFolders of(FileSystem files, Path folder) {
    return new MadeFolders(files, List.of(folder));
  }

  /** These folders and one inside them. */
  MadeFolders and(Path inner) {
    List<Path> more = new ArrayList<>(List.of(inner));
    more.addAll(innermostFirst);
    return new MadeFolders(files, more);
  }

  /** Removes those that are empty. */
  void remove() {
    for (Path folder : innermostFirst) {
      try {
        files.delete(folder, false);
      } catch (IOException e) {
        // The folder has files of others by now: it stays, and so do its parents.
        return;
      }
    }
  }
}

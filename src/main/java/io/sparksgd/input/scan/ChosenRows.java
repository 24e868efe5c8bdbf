package io.sparksgd.input.scan;

import io.sparksgd.input.blocks.ChangedInputException;
import io.sparksgd.input.format.Chunk;
import java.io.Serializable;

/** The chosen rows of each partition of a scan, and their places among all chosen rows. */
public final class ChosenRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final RowChoice choice;

  /** Number of chosen rows of the whole input. */
  private final long rows;

  /** Index in the whole input of the first row of each file split, by partition and split. */
  private final long[][] firstInput;

  /** The same among the chosen rows. */
  private final long[][] firstOutput;

  public ChosenRows(
      String source, RowChoice choice, long rows, long[][] firstInput, long[][] firstOutput) {
    this.source = source;
    this.choice = choice;
    this.rows = rows;
    this.firstInput = firstInput;
    this.firstOutput = firstOutput;
  }

  /** Walks over the chunks of a partition. */
  public Walk walk(int partition) {
    return new Walk(firstInput[partition], firstOutput[partition]);
  }

  /** Goes from chunk to chunk. */
  public final class Walk {
    private final long[] firstInput;
    private final long[] firstOutput;
    private int segment = -1;
    private long input;
    private long output;
    private int[] chosen = new int[0];
    private int count;

    private Walk(long[] firstInput, long[] firstOutput) {
      this.firstInput = firstInput;
      this.firstOutput = firstOutput;
    }

    /**
     * Goes to the next chunk.
     *
     * @return the place of its first chosen row among all chosen rows; the others follow
     * @throws ChangedInputException if there are more rows than were counted
     */
    public long enter(Chunk chunk) {
      if (chunk.counts.segment != segment) {
        segment = chunk.counts.segment;
        input = firstInput[segment];
        output = firstOutput[segment];
      }
      choose(chunk);
      long first = output;
      input += chunk.block.rows();
      output += count;
      if (output > rows) {
        throw new ChangedInputException(source, rows);
      }
      return first;
    }

    private void choose(Chunk chunk) {
      int there = chunk.block.rows();
      if (chosen.length < there) {
        chosen = new int[there];
      }
      count = 0;
      for (int row = 0; row < there; row++) {
        if (choice.takes(input + row, chunk.isMarked(row))) {
          chosen[count++] = row;
        }
      }
    }

    /** Number of chosen rows of the chunk. */
    public int count() {
      return count;
    }

    /** The position in the chunk of its chosen row {@code i}. */
    public int row(int i) {
      return chosen[i];
    }
  }
}

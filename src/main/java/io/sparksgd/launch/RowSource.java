package io.sparksgd.launch;

import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.format.InputException;
import java.util.Map;
import java.util.Optional;

/** The rows of a job, before they are read. */
public sealed interface RowSource permits FileRows, FrameRows {
  /**
   * Reads and packs the rows.
   *
   * @param initial the model that the run starts from: its features and classes are known already
   * @throws InputException if the rows cannot be used
   * @throws io.sparksgd.plan.InvalidPlanException if the initial model does not fit the columns
   */
  TrainingInput read(Optional<InitialModel> initial) throws InputException;

  /** The keys of the {@code data} group that a model needs to read other data the same way. */
  Map<String, Object> description(Optional<InitialModel> initial);
}

package io.sparksgd.input.format;

import io.sparksgd.config.Secrets;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.message.ControlCharacters;
import java.util.List;

/** Warns of columns without any category that the model knows. */
public final class KnownCategories {
  private static final int SHOWN = 5;

  private KnownCategories() {}

  /**
   * The warning about a column.
   *
   * @param index of the column among the one-hot ones
   * @param name of the data
   */
  public static String none(String column, FittedFeatures fitted, int index, String name) {
    List<String> known = fitted.categories().get(index);
    List<String> some = known.stream().limit(SHOWN).map(CellNumbers::shorten).toList();
    return ControlCharacters.shown(
        "No row of "
            + Secrets.hidden(name)
            + " has a category of column "
            + column
            + " that the model knows (it knows "
            + (known.isEmpty() ? "none" : String.join(", ", some))
            + (known.size() > SHOWN ? ", ..." : "")
            + "): the column has no effect there");
  }
}

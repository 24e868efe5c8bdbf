package io.sparksgd.cli.folder;

import io.sparksgd.model.ModelFolder;
import io.sparksgd.model.ModelFormatException;
import io.sparksgd.model.TrainedModel;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** A model that a key or an option names. */
public final class ModelPlace {
  private ModelPlace() {}

  /**
   * Reads it.
   *
   * @param key its name in messages
   * @throws ModelFormatException if there is none, or it is damaged
   * @throws WrongInputException if the path cannot be used
   */
  public static TrainedModel load(String key, String text, Configuration configuration)
      throws IOException, WrongInputException {
    Place place = Place.of(key, text, configuration);
    try {
      return ModelFolder.load(place.path(), configuration);
    } catch (ModelFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw PathFailure.of(e).refusal("Invalid " + key + ": " + text + " cannot be read: ");
    }
  }
}

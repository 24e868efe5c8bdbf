package io.sparksgd.config;

import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The group {@code search}: whether a race finds the settings that a job leaves out.
 *
 * @param open the settings that the race finds; empty: there is no race
 */
public record SearchConfig(
    @Setting(usual = "race", param = "search")
        @Says(
            "`race`: if `optimizer.learning-rate` is left out, a race on a sample of the rows finds"
                + " it, and all other settings of the list below that are left out; `none`:"
                + " settings that are left out have their defaults")
        Kind kind,
    @Setting(range = "from 20 to 1048576", usual = "65536", param = "searchRows")
        @Says("the most training rows that the race looks at; the same rows in every run")
        int rows,
    Set<Open> open) {

  public SearchConfig {
    open = open.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(open));
  }

  /** No race: what is left out has its default. */
  public static final SearchConfig NONE = new SearchConfig(Kind.NONE, 65_536, Set.of());

  /** Whether there is a race. */
  public boolean isRace() {
    return !open.isEmpty();
  }

  /** The way in which settings are found. */
  public enum Kind {
    RACE,
    NONE
  }

  /** A setting that a race can find, if a job leaves it out. */
  public enum Open {
    RULE("optimizer.kind"),
    RATE("optimizer.learning-rate"),
    SCHEDULE("schedule"),
    PENALTY("penalty"),
    SCALE("data.scale"),
    BATCH("batch"),
    EPOCHS("stop.epochs"),
    ROUNDS("synchronize");

    private final String key;

    Open(String key) {
      this.key = key;
    }

    /** The key, or the group of keys, that gives the setting. */
    public String key() {
      return key;
    }

    /** All of them, in the order of the job file. */
    public static List<Open> all() {
      return List.of(values());
    }
  }
}

package io.sparksgd.config.parse;

import io.sparksgd.config.parse.Value.Entries;
import io.sparksgd.config.parse.Value.Items;
import io.sparksgd.config.parse.Value.Quoting;
import io.sparksgd.config.parse.Value.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML text as values that know where they stand. Builds no objects from tags. */
final class YamlReader {
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_ALIASES = 50;
  private static final int DEEPEST = 20;

  /** Aliases of aliases multiply: fifty of them can stand for more values than memory holds. */
  private static final int MOST_VALUES = 10_000;

  private static final Set<Tag> PLAIN_TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.SEQ,
          Tag.MAP,
          Tag.ENV_TAG,
          Tag.MERGE);

  private final String source;
  private final boolean lines;
  private final List<String> errors;
  private int values;

  private YamlReader(String source, boolean lines, List<String> errors) {
    this.source = source;
    this.lines = lines;
    this.errors = errors;
  }

  /** The values of a file; errors go to {@code errors}. */
  static Optional<Value> file(String yaml, String source, List<String> errors) {
    return new YamlReader(source, true, errors).read(yaml);
  }

  /** The value of an override; errors go to {@code errors}. */
  static Optional<Value> override(String yaml, String source, List<String> errors) {
    return new YamlReader(source, false, errors).read(yaml);
  }

  private Optional<Value> read(String yaml) {
    if (yaml.length() > MOST_CHARACTERS) {
      errors.add(
          source
              + ": Invalid size: "
              + yaml.length()
              + " characters (allowed: up to "
              + MOST_CHARACTERS
              + ")");
      return Optional.empty();
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    try {
      return new Compose(settings).composeString(yaml).map(node -> value(node, 0));
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark()
              .map(mark -> lines ? ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) : "")
              .orElse("");
      errors.add(source + place + ": Invalid YAML: " + oneLine(e.getProblem()));
    } catch (StackOverflowError e) {
      errors.add(source + ": Invalid YAML: nested deeper than " + DEEPEST + " levels");
    } catch (YamlEngineException | IllegalStateException e) {
      errors.add(source + ": Invalid YAML: " + oneLine(e.getMessage()));
    }
    return Optional.empty();
  }

  private static String oneLine(String message) {
    return message == null ? "it cannot be read" : message.lines().findFirst().orElse("").strip();
  }

  private Value value(Node node, int depth) {
    String origin = origin(node);
    if (values > MOST_VALUES) {
      return new Scalar("", Quoting.PLAIN, origin);
    }
    values++;
    if (values > MOST_VALUES) {
      errors.add(origin + ": Invalid YAML: more values than " + MOST_VALUES);
    } else if (depth > DEEPEST) {
      errors.add(origin + ": Invalid YAML: nested deeper than " + DEEPEST + " levels");
      values = MOST_VALUES + 1;
    } else if (!PLAIN_TAGS.contains(node.getTag())) {
      errors.add(origin + ": Invalid tag: " + node.getTag().getValue() + " (allowed: none)");
    } else {
      return known(node, origin, depth);
    }
    return new Scalar("", Quoting.PLAIN, origin);
  }

  private Value known(Node node, String origin, int depth) {
    if (node instanceof MappingNode mapping) {
      return entries(mapping, origin, depth);
    } else if (node instanceof SequenceNode sequence) {
      List<Value> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(value(item, depth + 1));
      }
      return new Items(items, origin);
    } else if (node instanceof ScalarNode scalar) {
      Quoting quoting =
          scalar.getScalarStyle() == ScalarStyle.PLAIN ? Quoting.PLAIN : Quoting.QUOTED;
      return new Scalar(scalar.getValue(), quoting, origin);
    }
    errors.add(origin + ": Invalid YAML: an alias stands where a value is needed");
    return new Scalar("", Quoting.PLAIN, origin);
  }

  private Entries entries(MappingNode mapping, String origin, int depth) {
    LinkedHashMap<String, Value> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        errors.add(origin(tuple.getKeyNode()) + ": Invalid key: a list or a map (allowed: a name)");
        continue;
      }
      if (entries.put(key.getValue(), value(tuple.getValueNode(), depth + 1)) != null) {
        errors.add(origin(key) + ": Invalid key: " + key.getValue() + " stands twice");
      }
    }
    return new Entries(entries, origin);
  }

  private String origin(Node node) {
    Optional<Mark> mark = node.getStartMark();
    return lines && mark.isPresent() ? source + ":" + (mark.get().getLine() + 1) : source;
  }
}

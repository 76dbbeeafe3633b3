package io.merganser.catalog.manifest;

import io.merganser.catalog.yaml.YamlNode;
import io.merganser.connectors.spi.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fields of one mapping. Says what is wrong with them and goes on with something harmless, so
/// that one reading finds every problem.
final class Fields {
  private final String path;
  private final Map<String, YamlNode> fields;
  private final List<Problem> problems;
  private final boolean readable;

  private Fields(String path, @Nullable YamlNode node, List<Problem> problems) {
    this.path = path;
    this.fields = mapping(path, node, problems);
    this.problems = problems;
    this.readable = !(node instanceof YamlNode.Scalar || node instanceof YamlNode.Sequence);
  }

  /// @param known the keys that may stand here; another is a problem
  static Fields of(String path, @Nullable YamlNode node, List<Problem> problems, String... known) {
    Fields read = new Fields(path, node, problems);
    for (String key : read.fields.keySet()) {
      if (!List.of(known).contains(key)) {
        read.problem(key, unknown("key", key, Arrays.asList(known)));
      }
    }
    return read;
  }

  /// Says that keys belong to later work, and takes them out of what is read: what they would
  /// restrict must not be ignored.
  static Fields of(
      String path,
      @Nullable YamlNode node,
      List<Problem> problems,
      List<String> unsupported,
      String... known) {
    Map<String, YamlNode> supported = new LinkedHashMap<>(mapping(path, node, problems));
    for (String key : unsupported) {
      YamlNode value = supported.remove(key);
      if (value != null && !saysNothing(key, value)) {
        problems.add(new Problem(at(path, key), "`" + key + "` is not supported yet"));
      }
    }
    int line = node == null ? 1 : node.line();
    return of(path, new YamlNode.Mapping(supported, line), problems, known);
  }

  /// An empty list of row filters is no row filter; an empty list of columns is no column.
  private static boolean saysNothing(String key, YamlNode value) {
    return switch (value) {
      case YamlNode.Empty _ -> true;
      case YamlNode.Sequence(List<YamlNode> items, int _) ->
          items.isEmpty() && !key.equals("columns");
      case YamlNode.Scalar _, YamlNode.Mapping _ -> false;
    };
  }

  private static Map<String, YamlNode> mapping(
      String path, @Nullable YamlNode node, List<Problem> problems) {
    return switch (node) {
      case null -> Map.of();
      case YamlNode.Empty _ -> Map.of();
      case YamlNode.Mapping(Map<String, YamlNode> fields, int _) -> fields;
      case YamlNode.Scalar _, YamlNode.Sequence _ -> {
        problems.add(new Problem(path, "must be a mapping of keys to values, " + found(node)));
        yield Map.of();
      }
    };
  }

  /// Whether fields could stand here at all; if not, that is the problem, and not what is missing.
  boolean readable() {
    return readable;
  }

  boolean has(String key) {
    return fields.containsKey(key) && !(fields.get(key) instanceof YamlNode.Empty);
  }

  @Nullable YamlNode node(String key) {
    return fields.get(key);
  }

  String path(String key) {
    return at(path, key);
  }

  void problem(String key, String message) {
    problems.add(new Problem(at(path, key), message));
  }

  /// A text that must be there; empty if it is not.
  String required(String key) {
    String text = optional(key);
    if (text == null
        && !(fields.get(key) instanceof YamlNode.Mapping)
        && !(fields.get(key) instanceof YamlNode.Sequence)) {
      problem(key, "is missing");
    }
    return text == null ? "" : text;
  }

  @Nullable String optional(String key) {
    YamlNode node = fields.get(key);
    return node == null ? null : text(at(path, key), node);
  }

  boolean bool(String key, boolean otherwise) {
    String text = optional(key);
    if (text == null || text.equals("true") || text.equals("false")) {
      return text == null ? otherwise : Boolean.parseBoolean(text);
    }
    problem(key, "is `true` or `false`, not `" + text + "`");
    return otherwise;
  }

  /// One of a few words.
  <T> T word(String key, Map<String, T> words, Map<String, String> unsupported, T otherwise) {
    String text = optional(key);
    if (text == null) {
      return otherwise;
    }
    T value = words.get(Names.fold(text));
    if (value != null) {
      return value;
    }
    String later = unsupported.get(Names.fold(text));
    problem(key, later == null ? unknown(key, text, words.keySet()) : later);
    return otherwise;
  }

  /// The items of a list, each with its path; a missing list is an empty one.
  <T> List<T> list(String key, BiFunction<String, YamlNode, T> reader) {
    List<T> read = new ArrayList<>();
    switch (fields.get(key)) {
      case null -> {}
      case YamlNode.Empty _ -> {}
      case YamlNode.Sequence(List<YamlNode> items, int _) -> {
        for (int i = 0; i < items.size(); i++) {
          read.add(reader.apply(at(path, key) + "[" + i + "]", items.get(i)));
        }
      }
      case YamlNode.Scalar other -> problem(key, "must be a list, " + found(other));
      case YamlNode.Mapping other -> problem(key, "must be a list, " + found(other));
    }
    return read;
  }

  List<String> texts(String key) {
    return list(key, this::textOrEmpty);
  }

  /// The entries of a mapping whose keys are free; a missing one is empty.
  <T> Map<String, T> entries(String key, BiFunction<String, YamlNode, T> reader) {
    Map<String, T> read = new LinkedHashMap<>();
    mapping(at(path, key), fields.get(key), problems)
        .forEach((name, node) -> read.put(name, reader.apply(at(at(path, key), name), node)));
    return read;
  }

  /// A text that must be there, at a path.
  String textOrEmpty(String at, YamlNode node) {
    String text = text(at, node);
    if (text == null && node instanceof YamlNode.Empty) {
      problems.add(new Problem(at, "is empty"));
    }
    return text == null ? "" : text;
  }

  private @Nullable String text(String at, YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar(String text, boolean _, int _) -> text;
      case YamlNode.Empty _ -> null;
      case YamlNode.Sequence _, YamlNode.Mapping _ -> {
        problems.add(new Problem(at, "must be a single value, " + found(node)));
        yield null;
      }
    };
  }

  /// `no key 'alais', did you mean 'alias'; known: …`.
  static String unknown(String what, String written, Collection<String> known) {
    return "no "
        + what
        + " `"
        + written
        + "`"
        + Names.nearest(written, known).map(near -> ", did you mean `" + near + "`").orElse("")
        + known.stream()
            .filter(name -> !name.isEmpty())
            .sorted()
            .collect(Collectors.collectingAndThen(Collectors.joining(", "), Fields::knownOnes));
  }

  private static String knownOnes(String names) {
    return names.isEmpty() ? "; there are none" : "; known: " + names;
  }

  private static String found(YamlNode node) {
    String what =
        switch (node) {
          case YamlNode.Scalar _ -> "a single value";
          case YamlNode.Sequence _ -> "a list";
          case YamlNode.Mapping _ -> "a mapping";
          case YamlNode.Empty _ -> "nothing";
        };
    return "but " + what + " stands here (line " + node.line() + ")";
  }

  private static String at(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static <T> Map<String, T> words(List<T> values, Function<T, String> text) {
    Map<String, T> words = new LinkedHashMap<>();
    values.forEach(value -> words.put(text.apply(value), value));
    return words;
  }
}

package io.merganser.server.openfga;

import io.merganser.catalog.yaml.YamlException;
import io.merganser.catalog.yaml.YamlNode;
import io.merganser.server.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A YAML file of tuples: a list of `{ user: …, relation: …, object: … }`.
final class TupleFile {
  private static final Set<String> KEYS = Set.of("user", "relation", "object");

  private TupleFile() {}

  /// @throws ConfigException with all that is wrong
  static List<Tuple> read(Path file) {
    String name = "`authorization.openfga.bootstrap`: " + file.getFileName();
    List<String> problems = new ArrayList<>();
    List<Tuple> tuples = new ArrayList<>();
    try {
      switch (YamlNode.parse(Files.readString(file))) {
        case YamlNode.Empty _ -> {}
        case YamlNode.Sequence(List<YamlNode> items, int _) -> {
          for (YamlNode item : items) {
            String place = name + ", line " + item.line() + ": ";
            if (item instanceof YamlNode.Mapping(Map<String, YamlNode> fields, int _)
                && fields.keySet().equals(KEYS)
                && fields.get("user") instanceof YamlNode.Scalar(String user, boolean _, int _)
                && fields.get("relation")
                    instanceof YamlNode.Scalar(String relation, boolean _, int _)
                && fields.get("object")
                    instanceof YamlNode.Scalar(String object, boolean _, int _)) {
              TupleCheck.problem(new Tuple(user, relation, object))
                  .ifPresent(problem -> problems.add(place + problem));
              tuples.add(TupleCheck.canonical(new Tuple(user, relation, object)));
            } else {
              problems.add(place + "a tuple has a user, a relation and an object");
            }
          }
        }
        case YamlNode.Mapping _, YamlNode.Scalar _ -> problems.add(name + ": is a list of tuples");
      }
    } catch (YamlException e) {
      problems.add(name + ", " + e.place() + ": not YAML: " + e.getMessage());
    } catch (IOException e) {
      problems.add(name + ": cannot be read");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return List.copyOf(tuples);
  }
}

package io.merganser.catalog.yaml;

import java.util.List;
import java.util.Map;

/// A node of a YAML document.
///
/// Scalars keep their text (`1.10` stays `1.10`, `0123` stays `0123`): the reader of a field knows
/// what it should be, the parser does not. An empty value is an [Empty].
public sealed interface YamlNode {

  /// Where it begins, counting from 1.
  int line();

  /// A single value.
  ///
  /// @param quoted whether it can only be text
  record Scalar(String text, boolean quoted, int line) implements YamlNode {}

  /// A list.
  record Sequence(List<YamlNode> items, int line) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// Keys with values, in the order of the document; no key stands twice.
  record Mapping(Map<String, YamlNode> fields, int line) implements YamlNode {}

  /// Nothing, `~` or `null`.
  record Empty(int line) implements YamlNode {}

  /// Reads the one document of a text.
  ///
  /// Refused, because they would be read as something else or not at all: duplicate keys, aliases
  /// and anchors that are used, and more than one document. An empty text is [Empty].
  static YamlNode parse(String text) throws YamlException {
    return new YamlTreeBuilder(text).build();
  }
}

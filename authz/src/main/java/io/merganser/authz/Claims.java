package io.merganser.authz;

import io.merganser.connectors.spi.Names;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is known about a principal besides its name; policies may ask for it.
///
/// @param attributes values by folded name
public record Claims(Map<String, List<String>> attributes, List<String> groups) {
  public static final Claims NONE = new Claims(Map.of(), List.of());

  public Claims {
    Map<String, List<String>> folded = new TreeMap<>();
    attributes.forEach((name, values) -> folded.put(Names.fold(name), List.copyOf(values)));
    attributes = Map.copyOf(folded);
    groups = List.copyOf(groups);
  }

  /// The values of an attribute; none if there is no such attribute.
  public List<String> attribute(String name) {
    return attributes.getOrDefault(Names.fold(name), List.of());
  }
}

package io.merganser.planner;

import io.merganser.authz.ScopeName;
import io.merganser.connectors.spi.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The scope that a session is in: the datasets that it can name, and nothing besides. A value:
/// plans are cached by it, so that an edited dataset is a new one to the next statement.
///
/// @param datasets each the text of a query, by the dataset's name; null if there is no such scope
///   any more
/// @param defaultCatalog where the queries look for names of one or two parts
/// @param defaultSchema where they look for names of one part
public record Scope(
    ScopeName name,
    @Nullable Map<String, String> datasets,
    @Nullable String defaultCatalog,
    @Nullable String defaultSchema) {
  public Scope {
    datasets = datasets == null ? null : Map.copyOf(datasets);
  }

  boolean exists() {
    return datasets != null;
  }

  /// As declared, sorted.
  public List<String> names() {
    return datasets == null
        ? List.of()
        : datasets.keySet().stream().sorted(String.CASE_INSENSITIVE_ORDER).toList();
  }

  /// The query of a dataset; names are compared without case.
  Optional<String> find(String dataset) {
    if (datasets == null) {
      return Optional.empty();
    }
    String exact = datasets.get(dataset);
    return exact != null
        ? Optional.of(exact)
        : datasets.entrySet().stream()
            .filter(each -> Names.fold(each.getKey()).equals(Names.fold(dataset)))
            .map(Map.Entry::getValue)
            .findFirst();
  }
}

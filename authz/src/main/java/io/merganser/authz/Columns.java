package io.merganser.authz;

import io.merganser.connectors.spi.Names;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Some columns of a table, or all of them, whichever there are. An empty list is no column.
///
/// @param names folded and sorted; null for all
public record Columns(@Nullable List<String> names) {
  public static final Columns ALL = new Columns(null);

  public Columns {
    if (names != null) {
      Set<String> folded = new TreeSet<>();
      names.forEach(name -> folded.add(Names.fold(name)));
      names = List.copyOf(folded);
    }
  }

  public boolean areAll() {
    return names == null;
  }

  public boolean areNone() {
    return names != null && names.isEmpty();
  }

  public boolean contain(String column) {
    return names == null || names.contains(Names.fold(column));
  }
}

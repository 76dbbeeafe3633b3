package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The part of a plan that one engine runs.
///
/// @param name of its stream in the statement that joins the fragments
/// @param catalog the source that runs it; null for the hub, where one fragment may span catalogs
/// @param sql in the site's dialect; each parameter a `?` on a source, `$n` on the hub
/// @param parameters which of the statement's parameters stands for each `?`, or for `$1`, `$2` …
/// @param columns what its stream carries
/// @param estimatedRows what the order of joins was chosen by
/// @param notPushed what of the statement's work on this source stays with us, and why
public record Fragment(
    String name,
    @Nullable String catalog,
    String sql,
    List<Integer> parameters,
    List<Column> columns,
    OptionalDouble estimatedRows,
    List<String> notPushed) {
  public Fragment {
    parameters = List.copyOf(parameters);
    columns = List.copyOf(columns);
    notPushed = List.copyOf(notPushed);
  }
}

package io.merganser.catalog.manifest;

import io.merganser.catalog.CatalogError;
import io.merganser.connectors.spi.QueryException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A manifest that cannot be applied, with everything that is wrong with it.
public final class ManifestException extends RuntimeException {
  private final transient List<Problem> problems;

  public ManifestException(List<Problem> problems) {
    super(render(problems));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  /// The same as the exception that front doors know; its message has a line for each problem.
  public QueryException toQueryException() {
    return new QueryException(CatalogError.MANIFEST_INVALID, render(problems), null, null, this);
  }

  private static String render(List<Problem> problems) {
    String head =
        problems.size() == 1
            ? "the manifest has a problem:\n"
            : "the manifest has " + problems.size() + " problems:\n";
    return IntStream.range(0, problems.size())
        .mapToObj(i -> "  " + (i + 1) + ". " + problems.get(i))
        .collect(Collectors.joining("\n", head, ""));
  }
}

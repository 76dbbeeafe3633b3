package io.merganser.authz;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// What a role gives and takes.
///
/// @param scopes that may be read
public record Rights(
    List<Grant> grants,
    List<Denial> denials,
    List<RowFilter> rowFilters,
    List<ColumnMask> columnMasks,
    List<ScopeName> scopes) {
  public static final Rights NONE = new Rights(List.of(), List.of(), List.of(), List.of());

  public Rights {
    grants = List.copyOf(grants);
    denials = List.copyOf(denials);
    rowFilters = List.copyOf(rowFilters);
    columnMasks = List.copyOf(columnMasks);
    scopes = List.copyOf(scopes);
  }

  /// Without scopes.
  public Rights(
      List<Grant> grants,
      List<Denial> denials,
      List<RowFilter> rowFilters,
      List<ColumnMask> columnMasks) {
    this(grants, denials, rowFilters, columnMasks, List.of());
  }

  public static Rights of(List<Grant> grants) {
    return new Rights(grants, List.of(), List.of(), List.of());
  }

  /// Those of a holder of both.
  public Rights and(Rights other) {
    return new Rights(
        both(grants, other.grants),
        both(denials, other.denials),
        both(rowFilters, other.rowFilters),
        both(columnMasks, other.columnMasks),
        both(scopes, other.scopes));
  }

  /// The same with other grants, and no scopes.
  Rights withGrants(List<Grant> others) {
    return new Rights(others, denials, rowFilters, columnMasks);
  }

  /// What is not had as it is.
  Stream<Securable> policed() {
    return Stream.of(
            denials.stream().map(Denial::on),
            rowFilters.stream().map(RowFilter::on),
            columnMasks.stream().map(ColumnMask::on))
        .flatMap(on -> on);
  }

  private static <T> List<T> both(List<T> left, List<T> right) {
    SequencedSet<T> all = new LinkedHashSet<>(left);
    all.addAll(right);
    return List.copyOf(all);
  }
}

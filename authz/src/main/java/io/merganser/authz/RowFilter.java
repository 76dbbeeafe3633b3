package io.merganser.authz;

/// A fact: of what `on` covers, its holder has only the rows for which `predicate` is true. Of
/// several filters on a table, one that is true is enough.
///
/// @param predicate as declared; read by the planner
public record RowFilter(String name, Securable on, String predicate) {}

package io.merganser.authz;

/// A fact: to its holder a column has the value of `expression`, wherever the column is used.
///
/// @param expression as declared; read by the planner
public record ColumnMask(String name, Securable on, String column, String expression) {}

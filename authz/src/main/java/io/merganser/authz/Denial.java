package io.merganser.authz;

/// A fact: from whoever holds it, what `on` covers is hidden, whatever else is granted: single
/// columns, or with all columns the table itself.
public record Denial(Securable on, Columns columns) {}

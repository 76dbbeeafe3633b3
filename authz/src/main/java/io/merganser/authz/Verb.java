package io.merganser.authz;

/// What may be done to a table.
public enum Verb {
  READ,
  WRITE,
  DDL
}

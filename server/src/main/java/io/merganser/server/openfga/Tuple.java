package io.merganser.server.openfga;

/// A fact of OpenFGA: `user` has `relation` to `object`.
///
/// @param user e.g. `user:acme/alice`, `group:acme/emea#member`
/// @param object e.g. `table:acme/main/sales/public/orders`
public record Tuple(String user, String relation, String object) {
  @Override
  public String toString() {
    return user + " " + relation + " " + object;
  }
}

package io.merganser.server.openfga;

import io.merganser.authz.Verb;
import io.merganser.connectors.spi.Names;

/// What OpenFGA is asked about, and what it lets do.
enum FgaRelation {
  READER(Verb.READ),
  WRITER(Verb.WRITE),
  ADMIN(Verb.DDL);

  private final Verb verb;

  FgaRelation(Verb verb) {
    this.verb = verb;
  }

  Verb verb() {
    return verb;
  }

  /// As the model spells it.
  String text() {
    return Names.fold(name());
  }
}

package io.merganser.connectors.postgres;

import io.merganser.connectors.spi.Attachable;
import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.Names;
import java.util.ArrayList;
import java.util.List;

/// Attaches a database by DuckDB's `postgres_scanner`. Credentials are in a temporary secret that
/// is dropped again at once: the attached catalog goes on without it, and nobody can read it back.
record PostgresAttachable(PostgresSettings settings) implements Attachable {

  @Override
  public Attachment attachment(String alias) {
    String secret = Names.quote("merganser_postgres_" + alias);
    return new Attachment(
        List.of("postgres_scanner"),
        List.of(
            // Otherwise a table altered since the last statement is decoded by its old types.
            "SET GLOBAL pg_staleness_query_enabled = true",
            "CREATE SECRET " + secret + " (" + String.join(", ", secretParts()) + ")",
            "ATTACH "
                + Names.literal(connectionOptions())
                + " AS "
                + Names.quote(alias)
                + " (TYPE postgres, SECRET "
                + secret
                + ", READ_ONLY)"),
        List.of("DROP SECRET IF EXISTS " + secret),
        List.of());
  }

  private List<String> secretParts() {
    List<String> parts = new ArrayList<>();
    parts.add("TYPE postgres");
    parts.add("HOST " + Names.literal(settings.host()));
    parts.add("PORT " + Names.literal(Integer.toString(settings.port())));
    parts.add("DATABASE " + Names.literal(settings.database()));
    parts.add("USER " + Names.literal(settings.user()));
    if (settings.password() != null) {
      parts.add("PASSWORD " + Names.literal(settings.password().reveal()));
    }
    return parts;
  }

  /// What a secret has no words for, as libpq reads it. Nothing here is secret: DuckDB shows it.
  private String connectionOptions() {
    StringBuilder options = new StringBuilder("application_name=merganser");
    options.append(" connect_timeout=").append(settings.connectTimeout().toSeconds());
    options.append(" sslmode=").append(settings.sslMode());
    if (settings.sslRootCert() != null) {
      options.append(" sslrootcert=").append(libpqValue(settings.sslRootCert().toString()));
    }
    return options.toString();
  }

  private static String libpqValue(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

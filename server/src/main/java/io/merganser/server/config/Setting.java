package io.merganser.server.config;

import java.util.List;
import java.util.Locale;

/// One setting: its key, its default, and what it is for. The one list of all of them: the reader,
/// the documentation and the check of keys are made from it.
///
/// @param fallback text as a user would write it; empty where there is none
public record Setting(String key, String fallback, String doc) {

  /// In the order of the documentation.
  public static final List<Setting> ALL =
      List.of(
          new Setting("http.host", "127.0.0.1", "address of REST, Avatica, health and metrics"),
          new Setting("http.port", "8765", "its port; 0 takes a free one"),
          new Setting("http.tls.certificate", "", "PEM file, the server's certificate first"),
          new Setting("http.tls.key", "", "PEM file, the private key"),
          new Setting("flight.host", "127.0.0.1", "address of Arrow Flight SQL"),
          new Setting("flight.port", "31337", "its port; 0 takes a free one"),
          new Setting("flight.tls.certificate", "", "PEM file, the server's certificate first"),
          new Setting("flight.tls.key", "", "PEM file, the private key"),
          new Setting(
              "store.url",
              "jdbc:sqlite:./data/merganser.db",
              "where the catalog store is: `jdbc:sqlite:FILE` or `jdbc:postgresql://…`; takes"
                  + " `${env:NAME}` and `${file:PATH}`"),
          new Setting(
              "store.keyFile",
              "",
              "file of the key that secrets in the store are encrypted with, 32 bytes in base64;"
                  + " SQLite: `FILE.key` beside the store, made at the first start; PostgreSQL:"
                  + " none, and secrets by value are refused"),
          new Setting(
              "store.key",
              "",
              "the key itself instead of a file; takes `${env:NAME}` and `${file:PATH}`"),
          new Setting(
              "engine.memoryLimit",
              "60%",
              "memory that an engine may use before it spills: a size or a share of the machine's"),
          new Setting("engine.threads", "2", "threads of each engine, 1 to 1024"),
          new Setting("engine.tempDirectory", "./data/tmp", "where engines spill to"),
          new Setting("engine.extensions", "./extensions", "the folder of DuckDB extensions"),
          new Setting(
              "limits.statementTimeout", "5m", "how long a statement may run, delivery included"),
          new Setting("limits.statementBytes", "1MiB", "how long the text of a statement may be"),
          new Setting(
              "limits.statementDepth",
              "400",
              "how deep expressions and sub-queries may nest, 10 to 1000"),
          new Setting(
              "limits.statementNodes",
              "500000",
              "names, literals, operators and clauses that a statement may have"),
          new Setting("limits.statementJoins", "500", "joins that a statement may have"),
          new Setting("limits.statementUnions", "5000", "set operations that a statement may have"),
          new Setting(
              "limits.statementColumns", "20000", "items of a SELECT list or of a row of VALUES"),
          new Setting(
              "limits.statementExpansion",
              "50000",
              "what repeated CTEs and nested short forms such as `nullif` may add to the nodes of a"
                  + " statement when they are written out"),
          new Setting(
              "limits.planningTimeout",
              "10s",
              "how long a statement may be planned; a bind of the engine is not interrupted"),
          new Setting("limits.sessionIdle", "30m", "how long a session may be unused"),
          new Setting("limits.sessionsPerUser", "100", "sessions that a user may have open"),
          new Setting(
              "limits.sessionsPerTenant",
              "1000",
              "sessions that all users of a tenant may have open"),
          new Setting(
              "limits.statementsPerUser",
              "200",
              "statements that a user may run at once; one runs until its result was read or"
                  + " closed"),
          new Setting(
              "limits.statementsPerTenant",
              "400",
              "statements that all users of a tenant may run at once"),
          new Setting("limits.rows", "none", "rows that a result may have, or `none`"),
          new Setting(
              "limits.resultBytes",
              "none",
              "bytes that a result may have in memory, in all, or `none`"),
          new Setting(
              "audit.retention",
              "90d",
              "how long a record of the audit trail is kept, or `none` to keep all"),
          new Setting(
              "audit.literals",
              "false",
              "whether the audit trail has the literals of statements; a `?` stands for each"
                  + " otherwise"),
          new Setting(
              "authorization.provider",
              "none",
              "who grants: `none` for the roles of the manifest alone, or `openfga`, which grants"
                  + " in their place; denials, filters, masks and lists of the manifest hold with"
                  + " both"),
          new Setting(
              "authorization.openfga.url", "", "address of the OpenFGA server's HTTP interface"),
          new Setting(
              "authorization.openfga.storeId",
              "",
              "identifier of the store; one without a model is given ours and the tuples of"
                  + " `bootstrap`"),
          new Setting(
              "authorization.openfga.modelId",
              "",
              "identifier of the model; otherwise the latest of the store when the server starts"),
          new Setting(
              "authorization.openfga.bootstrap",
              "",
              "YAML file of tuples for a new store: a list of `{ user, relation, object }`"),
          new Setting(
              "authorization.openfga.credentials.method",
              "none",
              "`none`, `api_key` or `client_credentials`"),
          new Setting(
              "authorization.openfga.credentials.apiKey",
              "",
              "the key; takes `${env:NAME}` and `${file:PATH}`"),
          new Setting("authorization.openfga.credentials.clientId", "", "of OAuth2"),
          new Setting(
              "authorization.openfga.credentials.clientSecret",
              "",
              "of OAuth2; takes `${env:NAME}` and `${file:PATH}`"),
          new Setting(
              "authorization.openfga.credentials.tokenIssuer",
              "",
              "address of the OAuth2 server that gives tokens"),
          new Setting("authorization.openfga.credentials.audience", "", "of the tokens"),
          new Setting(
              "authorization.openfga.credentials.scopes", "", "of the tokens, with spaces between"),
          new Setting(
              "authorization.openfga.timeout",
              "2s",
              "how long an answer may take; without one nothing is allowed"),
          new Setting(
              "authorization.openfga.cacheTtl",
              "2s",
              "how old an answer may be; with the timeout at most 4s, so that what is revoked ends"
                  + " within 5s"),
          new Setting(
              "authorization.openfga.cacheSize",
              "10000",
              "answers that are kept, one for each user and database"),
          new Setting(
              "authorization.openfga.groupSync",
              "none",
              "how often the members of our groups are written to the store, or `none`: our groups"
                  + " count without that"));

  /// The name in the environment, e.g. `MERGANSER_HTTP_PORT`.
  public String environmentName() {
    StringBuilder name = new StringBuilder("MERGANSER_");
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Character.isUpperCase(c)) {
        name.append('_');
      }
      name.append(c == '.' ? '_' : c);
    }
    return name.toString().toUpperCase(Locale.ROOT);
  }

  /// The table of `docs/configuration.md`.
  public static String documentation() {
    StringBuilder text =
        new StringBuilder(
            """
            # Configuration

            `./merganser serve --config merganser.yaml` reads one YAML file. A dot in a key is a level
            in the file: `http.port` is `http: { port: 8765 }`. The environment wins over the file,
            `--set key=value` over both. Relative paths in a file are relative to its folder. All
            problems are reported at once. A listener that is not on a loopback address needs TLS.

            | key | environment | default | what it is |
            |---|---|---|---|
            """);
    for (Setting setting : ALL) {
      text.append(
          "| `%s` | `%s` | %s | %s |\n"
              .formatted(
                  setting.key,
                  setting.environmentName(),
                  setting.fallback.isEmpty() ? "–" : "`" + setting.fallback + "`",
                  setting.doc));
    }
    return text.toString();
  }
}

package io.merganser.connectors.postgres;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import io.merganser.connectors.spi.SourceConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a source of type `postgres` was declared with, typed and with its defaults.
record PostgresSettings(
    String alias,
    String host,
    int port,
    String database,
    String user,
    @Nullable Secret password,
    String sslMode,
    @Nullable Path sslRootCert,
    Duration connectTimeout,
    int maxConnections) {

  static PostgresSettings of(SourceConfig config) {
    Map<String, String> options = config.options();
    String rootCert = options.get("sslRootCert");
    return new PostgresSettings(
        config.alias(),
        required(config, "host"),
        port(config),
        required(config, "database"),
        required(config, "user"),
        config.secrets().get("password"),
        options.getOrDefault("sslMode", "prefer"),
        rootCert == null ? null : config.baseDirectory().resolve(rootCert),
        Duration.ofSeconds(Integer.parseInt(options.getOrDefault("connectTimeout", "10"))),
        Integer.parseInt(options.getOrDefault("maxConnections", "8")));
  }

  /// Where and as whom fragments run; equal for two sources that are the same database.
  Object computeContext() {
    return new ComputeContext(host, port, database, user);
  }

  private record ComputeContext(String host, int port, String database, String user) {}

  private static String required(SourceConfig config, String option) {
    String value = config.options().get(option);
    if (value == null) {
      throw misconfigured(config, "option `" + option + "` is missing");
    }
    return value;
  }

  private static int port(SourceConfig config) {
    int port = Integer.parseInt(config.options().getOrDefault("port", "5432"));
    if (port < 1 || port > 65535) {
      throw misconfigured(config, "option `port` is no port");
    }
    return port;
  }

  private static QueryException misconfigured(SourceConfig config, String why) {
    return new QueryException(
        ConnectorError.SOURCE_MISCONFIGURED, "source `" + config.alias() + "`: " + why);
  }
}

package io.merganser.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.merganser.connectors.duckdb.DuckDbConnectorFactory;
import io.merganser.connectors.files.FilesConnectorFactory;
import io.merganser.connectors.postgres.PostgresConnectorFactory;
import io.merganser.connectors.spi.ConnectorFactory;
import io.merganser.connectors.sqlite.SqliteConnectorFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The types of sources that are served.
final class ConnectorModule extends AbstractModule {
  @Provides
  @Singleton
  Map<String, ConnectorFactory> factories() {
    return List.<ConnectorFactory>of(
            new DuckDbConnectorFactory(),
            new FilesConnectorFactory(),
            new SqliteConnectorFactory(),
            new PostgresConnectorFactory())
        .stream()
        .collect(Collectors.toMap(ConnectorFactory::type, Function.identity()));
  }
}

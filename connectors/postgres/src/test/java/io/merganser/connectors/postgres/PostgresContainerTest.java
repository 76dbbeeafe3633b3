package io.merganser.connectors.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.merganser.connectors.contract.ConnectorContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The contract on PostgreSQL's own image, where there is Docker; it asks for passwords over TCP.
@SuppressWarnings("NullAway.Init") // JUnit calls start first.
class PostgresContainerTest {
  private static PostgreSQLContainer container;
  private static TestingPostgres source;

  @BeforeAll
  static void start() {
    boolean docker = DockerClientFactory.instance().isDockerAvailable();
    if (!docker) {
      System.out.println("SKIPPED PostgreSQL in a container: there is no Docker here");
    }
    assumeTrue(docker, "there is no Docker here");
    container = new PostgreSQLContainer("postgres:18-alpine");
    container.start();
    source =
        new TestingPostgres(
            new TestingPostgres.Server(
                container.getHost(),
                container.getFirstMappedPort(),
                container.getUsername(),
                container.getPassword()));
  }

  @AfterAll
  static void stop() {
    if (source != null) {
      source.close();
    }
    if (container != null) {
      container.stop();
    }
  }

  @TestFactory
  Stream<DynamicTest> keepsContract() {
    return ConnectorContract.tests(source);
  }
}

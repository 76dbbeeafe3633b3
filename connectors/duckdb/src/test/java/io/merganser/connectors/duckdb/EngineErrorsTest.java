package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineErrorsTest {
  private final TestingEngine engine;

  EngineErrorsTest(@TempDir Path temp) {
    engine = new TestingEngine(temp);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT CAST('x' AS INTEGER)|DATA_ERROR|could not convert string 'x' to INT32",
        "SELECT CAST(1000 AS TINYINT)|DATA_ERROR|type INT32 with value 1000 can't be cast because"
            + " the value is out of range for the destination type INT8",
        "SELECT 9223372036854775807 + r FROM range(1, 2) t(r)|DATA_ERROR|overflow in addition of"
            + " INT64 (9223372036854775807 + 1)",
        "SELECT error('no way')|DATA_ERROR|no way",
        "SELECT (SELECT r FROM range(3) t(r))|DATA_ERROR|more than one row returned by a subquery"
            + " used as an expression - scalar subqueries can only return a single row",
        "SELEC 1|ENGINE_FAILED|the engine refused the statement: syntax error at or near \"SELEC\"",
        "SELECT * FROM nope|ENGINE_FAILED|the engine refused the statement: table with name nope"
            + " does not exist",
        "SELECT nope|ENGINE_FAILED|the engine refused the statement: referenced column \"nope\" was"
            + " not found because the FROM clause is missing",
      })
  void mapsWhatTheEngineSays(String sql, ConnectorError code, String message) {
    QueryException e = failure(sql);
    assertThat(e.code()).isEqualTo(code);
    assertThat(e).hasMessage(message);
  }

  private QueryException failure(String sql) {
    try {
      engine.rows(sql);
    } catch (QueryException e) {
      return e;
    }
    throw new AssertionError("did not fail: " + sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IO Error: Unable to connect to Postgres at \"host=db.internal port=5432 user=bob"
            + " password=hunter2\"|SOURCE_FAILED",
        "IO Error: connection to server at \"db.internal\" (10.1.2.3), port 5432 failed: FATAL:"
            + " password authentication failed for user \"bob\"|SOURCE_FAILED",
        "IO Error: Cannot open file \"/srv/db.internal/bob\": No such file|SOURCE_FAILED",
        "HTTP Error: HTTP GET error on 'https://db.internal/bob?hunter2' (HTTP 403)|SOURCE_FAILED",
        "Permission Error: Cannot access file \"/srv/bob\" - disabled|ENGINE_FAILED",
        "INTERRUPT Error: Interrupted!|STATEMENT_CANCELLED",
        "Out of Memory Error: could not allocate 16 MB for bob|OUT_OF_MEMORY",
        "IO Error: No space left on device|OUT_OF_MEMORY",
        "something else|ENGINE_FAILED",
      })
  void hidesAddressesAndPaths(String text, ConnectorError code) {
    String wrapped =
        "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query"
            + " result\nError: "
            + text
            + "\n\nLINE 1: select bob\n       ^";
    for (Exception failure :
        List.of(
            new SQLException(text),
            new SQLException(wrapped),
            new IOException("[errno -1] CDataJniException{errno=-1, message=" + text + "}"))) {
      QueryException e = EngineErrors.translate(failure);
      assertThat(e.code()).isEqualTo(code);
      assertThat(e.getMessage()).doesNotContain("db.internal", "bob", "hunter2", "10.1.2.3", "\n");
    }
  }

  @Test
  void hidesWhatAnAttachmentWasToldInQuotes() {
    Attachment attachment =
        new Attachment(
            List.of(),
            List.of("CREATE SECRET s (TYPE postgres, HOST 'db-7', PASSWORD 'it''s')"),
            List.of(),
            List.of());
    QueryException e =
        EngineErrors.notAttached(
            "shop", attachment, new SQLException("IO Error: db-7 refuses it's password"));
    assertThat(e.code()).isEqualTo(ConnectorError.SOURCE_UNREACHABLE);
    assertThat(e).hasMessage("source `shop` cannot be attached: … refuses … password").hasNoCause();
  }
}

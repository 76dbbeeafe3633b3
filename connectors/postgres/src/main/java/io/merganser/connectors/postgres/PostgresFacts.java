package io.merganser.connectors.postgres;

import io.merganser.connectors.jdbc.JdbcPool;
import io.merganser.connectors.spi.QueryException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What decides whether a database compares text and doubles as the hub does. A dialect is asked
/// about types only, so a column that is not what its type says makes the type unfit in the whole
/// database.
///
/// @param textEquals columns that we call VARCHAR are `text`, `varchar` or `char`, and equal only
///   if their bytes are
/// @param textOrder moreover they are ordered by their bytes
/// @param textLike moreover there is no blank-padded `char`, whose padding LIKE sees
/// @param doubles columns that we call DOUBLE are `double precision`, not unbounded `numeric`
record PostgresFacts(boolean textEquals, boolean textOrder, boolean textLike, boolean doubles) {
  static final PostgresFacts UNKNOWN = new PostgresFacts(false, false, false, false);

  /// `datlocprovider` came with version 15; `b` are the built-in locales, which all order by code
  /// point, as UTF-8 bytes do. Collations 950 and 951 are C and POSIX, 100 is the database's own.
  private static final String LOAD =
      """
      WITH columns AS (
        SELECT coalesce(b.typname, t.typname) AS name,
          coalesce(b.typtype, t.typtype) AS kind,
          coalesce(b.typnamespace, t.typnamespace) = 'pg_catalog'::regnamespace AS built_in,
          t.typtype = 'd' AS domain,
          EXISTS (SELECT 1 FROM pg_catalog.pg_type e WHERE e.typarray = t.oid) AS is_array,
          a.atttypmod, a.attcollation, l.collisdeterministic
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype
        LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped),
      texts AS (
        SELECT * FROM columns WHERE NOT is_array AND kind NOT IN ('e', 'c')
          AND (domain OR NOT built_in OR name NOT IN (
            'bool', 'int2', 'int4', 'int8', 'oid', 'float4', 'float8', 'numeric', 'date', 'time',
            'timetz', 'timestamp', 'timestamptz', 'interval', 'uuid', 'bytea', 'point', 'line',
            'lseg', 'box', 'path', 'polygon', 'circle')))
      SELECT
        NOT EXISTS (SELECT 1 FROM texts WHERE NOT built_in OR NOT coalesce(collisdeterministic, true)
          OR name NOT IN ('text', 'varchar', 'bpchar', 'name')) AS text_equals,
        NOT EXISTS (SELECT 1 FROM texts WHERE attcollation NOT IN (100, 950, 951))
          AND (SELECT pg_catalog.pg_encoding_to_char(d.encoding) = 'UTF8'
            AND (to_jsonb(d) ->> 'datlocprovider' = 'b'
              OR (coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c'
                AND d.datcollate IN ('C', 'POSIX')))
            FROM pg_catalog.pg_database d WHERE d.datname = current_database()) AS text_order,
        NOT EXISTS (SELECT 1 FROM texts WHERE name = 'bpchar') AS text_like,
        NOT EXISTS (SELECT 1 FROM columns WHERE NOT domain AND NOT is_array AND name = 'numeric'
          AND (atttypmod < 0 OR ((atttypmod - 4) >> 16) & 65535 > 38)) AS doubles\
      """;

  static PostgresFacts load(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(LOAD)) {
      rows.next();
      boolean textEquals = rows.getBoolean("text_equals");
      return new PostgresFacts(
          textEquals,
          textEquals && rows.getBoolean("text_order"),
          textEquals && rows.getBoolean("text_like"),
          rows.getBoolean("doubles"));
    }
  }

  /// The facts of a database, asked for when first needed and again when they are old. Safe for use
  /// from any thread. Where the database does not answer nothing is known and nothing is pushed.
  static final class Cached implements Supplier<PostgresFacts> {
    private static final Logger log = LoggerFactory.getLogger(Cached.class);
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final JdbcPool pool;
    private @Nullable PostgresFacts facts;
    private long loadedAt;

    Cached(JdbcPool pool) {
      this.pool = pool;
    }

    @Override
    public synchronized PostgresFacts get() {
      PostgresFacts known = facts;
      if (known == null || System.nanoTime() - loadedAt > FRESH.toNanos()) {
        known = ask();
        facts = known;
        loadedAt = System.nanoTime();
      }
      return known;
    }

    private PostgresFacts ask() {
      try (Connection connection = pool.borrow()) {
        PostgresFacts loaded = load(connection);
        connection.rollback();
        return loaded;
      } catch (SQLException | QueryException e) {
        log.debug("a database did not tell its collation; text stays on the hub", e);
        return UNKNOWN;
      }
    }
  }
}

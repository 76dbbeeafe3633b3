package io.merganser.catalog.store;

import io.merganser.catalog.audit.AuditQuery;
import io.merganser.catalog.audit.AuditRecord;
import io.merganser.catalog.audit.AuditRecord.Actor;
import io.merganser.catalog.audit.AuditRecord.Decision;
import io.merganser.catalog.audit.AuditRecord.Event;
import io.merganser.catalog.audit.AuditTrail;
import io.merganser.connectors.spi.Names;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The trail in a table beside what is declared. Relations are one text, each between line breaks,
/// so that one is found in it as a whole.
final class JdbcAuditTrail implements AuditTrail {
  private static final String COLUMNS =
      "at_micros, event, decision, tenant_key, tenant, database_name, user_name, is_operator,"
          + " protocol, client, session, statement, kind, content, relations, row_count, millis,"
          + " code, detail, scope";
  private static final String INSERT =
      "INSERT INTO audit_records ("
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /// Removed in one transaction; more would keep others waiting.
  private static final int PRUNED_AT_ONCE = 5_000;

  private final Transactions transactions;

  JdbcAuditTrail(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void append(List<AuditRecord> records) {
    if (!records.isEmpty()) {
      transactions.append(rows -> insert(rows, records));
    }
  }

  /// As part of a transaction that changes what the records tell of.
  static int insert(Rows rows, List<AuditRecord> records) throws SQLException {
    return rows.changeAll(INSERT, records.stream().map(JdbcAuditTrail::values).toList());
  }

  @Override
  public List<Entry> find(AuditQuery query) {
    Filter filter = new Filter();
    filter.add("tenant_key = ?", query.tenant() == null ? null : Names.fold(query.tenant()));
    filter.add("at_micros >= ?", query.since() == null ? null : micros(query.since()));
    filter.add("at_micros < ?", query.until() == null ? null : micros(query.until()));
    filter.add("event = ?", query.event() == null ? null : query.event().name());
    filter.add("decision = ?", query.decision() == null ? null : query.decision().name());
    filter.add("lower(user_name) = lower(?)", query.user());
    filter.add("lower(database_name) = lower(?)", query.database());
    filter.add("session = ?", query.session());
    filter.add("statement = ?", query.statement());
    filter.add("code = upper(?)", query.code());
    filter.add("lower(relations) LIKE lower(?) ESCAPE '~'", pattern(query.relation()));
    filter.add("id < ?", query.before());
    String sql =
        "SELECT id, "
            + COLUMNS
            + " FROM audit_records WHERE 1 = 1"
            + filter.sql
            + " ORDER BY id DESC LIMIT "
            + query.limit();
    return transactions.read(
        rows -> rows.read(sql, JdbcAuditTrail::entry, filter.values.toArray()));
  }

  private static @Nullable String pattern(@Nullable String relation) {
    return relation == null
        ? null
        : "%\n" + relation.replace("~", "~~").replace("%", "~%").replace("_", "~_") + "\n%";
  }

  @Override
  public int prune(Instant before) {
    long micros = micros(before);
    int removed = 0;
    int last;
    do {
      last =
          transactions.append(rows -> {
            rows.change("UPDATE audit_retention SET before = ? WHERE before < ?", micros, micros);
            return rows.change(
                "DELETE FROM audit_records WHERE id IN (SELECT id FROM audit_records"
                    + " WHERE at_micros < ? LIMIT "
                    + PRUNED_AT_ONCE
                    + ")",
                micros);
          });
      removed += last;
    } while (last == PRUNED_AT_ONCE);
    return removed;
  }

  private static @Nullable Object[] values(AuditRecord record) {
    Actor actor = record.actor();
    @Nullable Object[] values = {
      micros(record.at()),
      record.event().name(),
      record.decision().name(),
      record.tenant() == null ? null : Names.fold(record.tenant()),
      record.tenant(),
      record.database(),
      actor.user(),
      actor.operator(),
      actor.protocol(),
      actor.client(),
      actor.session(),
      record.statement(),
      record.kind(),
      record.text(),
      relations(record),
      record.rows(),
      record.millis(),
      record.code(),
      record.detail(),
      actor.scope()
    };
    for (int i = 0; i < values.length; i++) {
      values[i] = storable(values[i]);
    }
    return values;
  }

  /// PostgreSQL takes no NUL in a text, and would refuse the whole batch again and again; clients
  /// send what they like.
  private static @Nullable Object storable(@Nullable Object value) {
    return value instanceof String text ? text.replace('\0', '\uFFFD') : value;
  }

  private static String relations(AuditRecord record) {
    StringBuilder text = new StringBuilder(record.relations().isEmpty() ? "" : "\n");
    record.relations().forEach(each -> text.append(each.replace('\n', ' ')).append('\n'));
    return text.toString();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("id"),
        new AuditRecord(
            Instant.EPOCH.plus(row.getLong("at_micros"), ChronoUnit.MICROS),
            Event.valueOf(row.getString("event")),
            Decision.valueOf(row.getString("decision")),
            row.getString("tenant"),
            row.getString("database_name"),
            new Actor(
                row.getString("user_name"),
                row.getInt("is_operator") == 1,
                row.getString("protocol"),
                row.getString("client"),
                row.getString("session"),
                row.getString("scope")),
            row.getString("statement"),
            row.getString("kind"),
            row.getString("content"),
            row.getString("relations").lines().filter(line -> !line.isEmpty()).toList(),
            number(row, "row_count"),
            number(row, "millis"),
            row.getString("code"),
            row.getString("detail")));
  }

  private static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
  }

  /// Conditions and their values.
  private static final class Filter {
    private final StringBuilder sql = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();

    void add(String condition, @Nullable Object value) {
      if (value != null) {
        sql.append(" AND ").append(condition);
        values.add(storable(value));
      }
    }
  }
}

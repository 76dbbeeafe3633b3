package io.merganser.server.audit;

import io.merganser.catalog.audit.AuditTrail.Entry;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.RemoteQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A column of the audit trail.
///
/// @param value Long, Boolean, String, Instant or a list of texts
record AuditColumn(Column column, Function<Entry, @Nullable Object> value) {
  private static final List<AuditColumn> ALL =
      List.of(
          of("id", Scalar.BIGINT, Entry::id),
          of("occurred_at", Scalar.TIMESTAMPTZ, entry -> entry.record().at()),
          of("event", Scalar.VARCHAR, entry -> entry.record().event().name()),
          of("decision", Scalar.VARCHAR, entry -> entry.record().decision().name()),
          of("tenant", Scalar.VARCHAR, entry -> entry.record().tenant()),
          of("database_name", Scalar.VARCHAR, entry -> entry.record().database()),
          of("scope", Scalar.VARCHAR, entry -> entry.record().actor().scope()),
          of("user_name", Scalar.VARCHAR, entry -> entry.record().actor().user()),
          of("is_operator", Scalar.BOOLEAN, entry -> entry.record().actor().operator()),
          of("protocol", Scalar.VARCHAR, entry -> entry.record().actor().protocol()),
          of("client", Scalar.VARCHAR, entry -> entry.record().actor().client()),
          of("session_id", Scalar.VARCHAR, entry -> entry.record().actor().session()),
          of("statement_id", Scalar.VARCHAR, entry -> entry.record().statement()),
          of("kind", Scalar.VARCHAR, entry -> entry.record().kind()),
          of("sql_text", Scalar.VARCHAR, entry -> entry.record().text()),
          of("relations", new DataType.ListOf(Scalar.VARCHAR), entry -> entry.record().relations()),
          of("row_count", Scalar.BIGINT, entry -> entry.record().rows()),
          of("millis", Scalar.BIGINT, entry -> entry.record().millis()),
          of("code", Scalar.VARCHAR, entry -> entry.record().code()),
          of("detail", Scalar.VARCHAR, entry -> entry.record().detail()));

  /// Stands where a statement counts rows and reads no column.
  private static final AuditColumn FILLER = of("filler", Scalar.INTEGER, _ -> 1);

  /// An item of what we print for a source that computes nothing: a column by its name, maybe under
  /// another one.
  private static final Pattern ITEM =
      Pattern.compile("(?:\\w+\\.)?\"(\\w+)\"(?: AS \\w+)?|(\\d+)(?: AS \\w+)?");

  private static final Pattern SELECT =
      Pattern.compile("SELECT (.+?)\\s+FROM \"audit\"\\.\"records\"(?: AS \\w+)?", Pattern.DOTALL);

  private static AuditColumn of(
      String name, DataType type, Function<Entry, @Nullable Object> value) {
    return new AuditColumn(new Column(name, type, true), value);
  }

  static List<Column> columns() {
    return ALL.stream().map(AuditColumn::column).toList();
  }

  /// What a fragment asks for, in order.
  static List<AuditColumn> of(RemoteQuery query) {
    Matcher select = SELECT.matcher(query.sql());
    if (!select.matches()) {
      throw unknown(query);
    }
    List<AuditColumn> asked = new ArrayList<>();
    for (String item : select.group(1).split(",", -1)) {
      Matcher matcher = ITEM.matcher(item.strip());
      if (!matcher.matches()) {
        throw unknown(query);
      }
      asked.add(matcher.group(1) == null ? FILLER : named(matcher.group(1), query));
    }
    for (int i = 0; i < asked.size(); i++) {
      DataType promised = query.rowType().get(i).type();
      if (asked.size() != query.rowType().size()
          || !promised.equals(asked.get(i).column().type())) {
        throw unknown(query);
      }
    }
    return asked;
  }

  private static AuditColumn named(String name, RemoteQuery query) {
    return ALL.stream()
        .filter(each -> each.column().name().equals(Names.fold(name)))
        .findFirst()
        .orElseThrow(() -> unknown(query));
  }

  private static IllegalStateException unknown(RemoteQuery query) {
    return new IllegalStateException("no fragment that only hands over columns: " + query.sql());
  }
}

package io.merganser.planner;

import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.HubBinder.BindException;
import io.merganser.planner.parser.MerganserParser;
import io.merganser.planner.parser.SqlSetting;
import io.merganser.planner.settings.Durations;
import io.merganser.planner.settings.SessionSetting;
import io.merganser.planner.settings.SessionSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// SET, RESET and SHOW of the settings of a session. No text of a SET reaches the engine: a value
/// is read here, and what the engine gets is a canonical form of it.
final class SettingStatements {
  /// Other words for where names are looked for.
  private static final Set<String> PLACES = Set.of("schema", "search_path");

  private final HubBinder hub;
  private final StatementLimits limits;

  SettingStatements(HubBinder hub, StatementLimits limits) {
    this.hub = hub;
    this.limits = limits;
  }

  /// Whether there is a setting of that name to be shown.
  static boolean isSetting(SqlIdentifier name) {
    return name.isSimple()
        && (isPlace(name.getSimple()) || SessionSetting.find(name.getSimple()).isPresent());
  }

  private static boolean isPlace(String name) {
    return PLACES.contains(Names.fold(name));
  }

  AnalyzedStatement analyze(PlanningContext context, SqlSetting statement) {
    String scope = statement.scope();
    if (scope != null && !scope.equals("SESSION")) {
      throw PlannerErrors.settingScope(
          statement.action() + " " + scope, statement.getParserPosition());
    }
    SqlIdentifier name = statement.name();
    if (name.isSimple() && isPlace(name.getSimple())) {
      return place(context, statement);
    }
    SessionSetting setting = find(name);
    return switch (statement.action()) {
      case SHOW ->
          AnalyzedStatement.Show.of(
              setting.written(), List.of(value(context.settings(), setting, limits)));
      case RESET -> new AnalyzedStatement.Set(setting, null);
      case SET -> new AnalyzedStatement.Set(setting, accepted(setting, statement.value()));
    };
  }

  private AnalyzedStatement place(PlanningContext context, SqlSetting statement) {
    String schema = context.defaultSchema();
    return switch (statement.action()) {
      case SHOW ->
          AnalyzedStatement.Show.of(
              statement.name().getSimple(), List.of(schema == null ? "" : schema));
      case SET -> ShowStatements.use(context, schemaName(statement.value()));
      case RESET -> throw PlannerErrors.resetPlace(statement.getParserPosition());
    };
  }

  /// A name, or a text that is one.
  private static SqlIdentifier schemaName(SqlNode value) {
    SqlNode name = value;
    if (value instanceof SqlLiteral) {
      try {
        name = MerganserParser.parseExpression(text(value));
      } catch (SqlParseException e) {
        throw PlannerErrors.settingValue(
            "`" + text(value) + "` is not the name of one schema", value.getParserPosition());
      }
    }
    if (name instanceof SqlIdentifier identifier) {
      return new SqlIdentifier(identifier.names, value.getParserPosition());
    }
    throw PlannerErrors.settingValue("it takes the name of one schema", value.getParserPosition());
  }

  static SessionSetting find(SqlIdentifier name) {
    String written = String.join(".", name.names);
    return SessionSetting.find(written)
        .orElseThrow(() ->
            PlannerErrors.noSuchSetting(
                written, name.getParserPosition(), Names.nearest(written, SessionSetting.names())));
  }

  /// All that can be set, and how it is.
  static AnalyzedStatement all(SessionSettings settings, StatementLimits limits) {
    return new AnalyzedStatement.Show(
        List.of("name", "value", "description"),
        Arrays.stream(SessionSetting.values())
            .map(setting ->
                List.of(setting.written(), value(settings, setting, limits), setting.description()))
            .toList());
  }

  private static String value(
      SessionSettings settings, SessionSetting setting, StatementLimits limits) {
    String value = settings.value(setting);
    return value.isEmpty() ? Durations.print(limits.running()) : value;
  }

  private @Nullable String accepted(SessionSetting setting, SqlNode node) {
    SqlParserPos at = node.getParserPosition();
    String value;
    try {
      value = setting.canonical(text(node));
    } catch (IllegalArgumentException e) {
      throw PlannerErrors.settingValue(String.valueOf(e.getMessage()), at);
    }
    SessionSettings wanted = SessionSettings.DEFAULT.with(setting, value);
    if (setting == SessionSetting.STATEMENT_TIMEOUT) {
      return timeout(wanted, value, at);
    }
    try {
      // The engine has the last word: its zones and calendars are not quite ours.
      hub.bind("SELECT 1", wanted);
      return value;
    } catch (BindException | QueryException e) {
      throw PlannerErrors.settingValue("`" + setting.written() + "` cannot be `" + value + "`", at);
    }
  }

  /// Zero is no limit of the session's own, as in PostgreSQL.
  private @Nullable String timeout(SessionSettings wanted, String value, SqlParserPos at) {
    Duration span = wanted.statementTimeout();
    if (span == null || span.isZero()) {
      return null;
    }
    if (span.compareTo(limits.running()) > 0) {
      throw PlannerErrors.settingValue(
          "`statement_timeout` can be " + Durations.print(limits.running()) + " at most", at);
    }
    return value;
  }

  private static String text(SqlNode value) {
    return switch (value) {
      case SqlIdentifier name -> String.join(".", name.names);
      case SqlLiteral literal when literal.getValue() != null -> String.valueOf(literal.toValue());
      default ->
          throw PlannerErrors.settingValue(
              "a setting takes a literal or a word", value.getParserPosition());
    };
  }
}

package io.merganser.planner.settings;

import io.merganser.connectors.spi.Names;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a client may set for its session, and nothing else is a setting. Each was reviewed: it
/// changes what the session's own statements mean or how long they may run, and takes no resource,
/// opens no file and reaches no other session.
public enum SessionSetting {
  TIME_ZONE("TimeZone", "UTC", true, "zone that moments are read, cut and shown in") {
    @Override
    String read(String text) {
      return ZoneId.getAvailableZoneIds().stream()
          .filter(text::equalsIgnoreCase)
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "there is no time zone `"
                      + text
                      + "`"
                      + Names.nearest(text, ZoneId.getAvailableZoneIds())
                          .map(near -> ", did you mean `" + near + "`")
                          .orElse("")));
    }
  },
  CALENDAR("Calendar", "gregorian", true, "calendar of the functions on moments") {
    @Override
    String read(String text) {
      return Names.fold(text);
    }
  },
  DEFAULT_NULL_ORDER(
      "default_null_order", "NULLS_LAST", true, "where ORDER BY puts nulls if it does not say") {
    @Override
    String read(String text) {
      return switch (Names.fold(text).replace(' ', '_')) {
        case "nulls_first", "null_first", "first" -> "NULLS_FIRST";
        case "nulls_last", "null_last", "last" -> "NULLS_LAST";
        case "nulls_first_on_asc_last_on_desc", "sqlite", "mysql" ->
            "NULLS_FIRST_ON_ASC_LAST_ON_DESC";
        case "nulls_last_on_asc_first_on_desc", "postgres" -> "NULLS_LAST_ON_ASC_FIRST_ON_DESC";
        default ->
            throw new IllegalArgumentException(
                "`default_null_order` is nulls_first, nulls_last,"
                    + " nulls_first_on_asc_last_on_desc or nulls_last_on_asc_first_on_desc");
      };
    }
  },
  INTEGER_DIVISION(
      "integer_division", "false", true, "whether / of two integers is an integer, like //"),
  IEEE_FLOATING_POINT_OPS(
      "ieee_floating_point_ops", "true", true, "whether 1.0 / 0 is infinity and not NULL"),
  SCALAR_SUBQUERY_ERROR(
      "scalar_subquery_error_on_multiple_rows",
      "true",
      true,
      "whether a sub-query for one value may not have several rows"),
  ORDER_BY_LITERAL(
      "order_by_non_integer_literal", "false", true, "whether ORDER BY 'text' is allowed"),
  STATEMENT_TIMEOUT(
      "statement_timeout", "", false, "how long a statement may run, as 500ms, 30s, 5m or 1h") {
    @Override
    String read(String text) {
      return Durations.print(Durations.read(text));
    }
  };

  private final String written;
  private final String otherwise;
  private final boolean ofEngine;
  private final String description;

  SessionSetting(String written, String otherwise, boolean ofEngine, String description) {
    this.written = written;
    this.otherwise = otherwise;
    this.ofEngine = ofEngine;
    this.description = description;
  }

  /// The setting of a name, in whatever case.
  public static Optional<SessionSetting> find(String name) {
    String folded = Names.fold(name);
    String known = folded.equals("null_order") ? "default_null_order" : folded;
    return Arrays.stream(values())
        .filter(setting -> Names.fold(setting.written).equals(known))
        .findFirst();
  }

  /// All names, as they are written.
  public static List<String> names() {
    return Arrays.stream(values()).map(SessionSetting::written).toList();
  }

  /// The name as it is written.
  public String written() {
    return written;
  }

  /// What it is where nobody set it; empty where the server decides.
  public String otherwise() {
    return otherwise;
  }

  /// Whether the engine has it, under the same name.
  public boolean isOfEngine() {
    return ofEngine;
  }

  /// Whether it is true or false.
  public boolean isTruth() {
    return otherwise.equals("true") || otherwise.equals("false");
  }

  public String description() {
    return description;
  }

  /// The form in which a value is kept: different texts of one value become the same.
  ///
  /// @throws IllegalArgumentException with a sentence that says what is wrong
  public String canonical(String text) {
    return read(text.strip());
  }

  String read(String text) {
    return switch (Names.fold(text)) {
      case "true", "on", "1", "yes" -> "true";
      case "false", "off", "0", "no" -> "false";
      default -> throw new IllegalArgumentException("`" + written + "` is true or false");
    };
  }
}

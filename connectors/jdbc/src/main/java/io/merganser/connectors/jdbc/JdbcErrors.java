package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns what a driver threw into what the client sees: the only place that does. Messages name the
/// catalog and nothing else of the source; the driver's own exception stays the cause, for the log.
public final class JdbcErrors {
  private static final int LONGEST_SENTENCE = 300;

  private final String alias;
  private final Classifier classifier;

  public JdbcErrors(String alias, Classifier classifier) {
    this.alias = alias;
    this.classifier = classifier;
  }

  /// What kind of failure an exception of a driver is.
  public enum Kind {
    UNREACHABLE,
    LOGIN_REFUSED,
    CANCELLED,
    DATA,
    FAILED
  }

  /// What only the driver's own connector knows about its exceptions.
  public interface Classifier {

    /// The kind, or null if the exception itself says nothing; its causes are asked then.
    @Nullable Kind kind(SQLException failure);

    /// The sentence with which the source refused a value, without the statement's text; null if it
    /// has none that may be shown.
    @Nullable String dataSentence(SQLException failure);
  }

  /// For drivers with SQLSTATEs of the standard.
  ///
  /// @param sentence finds the source's own words about a value
  public static Classifier bySqlState(DataSentence sentence) {
    return new Classifier() {
      @Override
      public @Nullable Kind kind(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? null : kindOf(state);
      }

      @Override
      public @Nullable String dataSentence(SQLException failure) {
        return sentence.of(failure);
      }
    };
  }

  /// Finds the source's own words about a value.
  public interface DataSentence {
    @Nullable String of(SQLException failure);
  }

  /// Translates a failure of a statement. A failure after a cancellation is the cancellation,
  /// whatever the driver made of it.
  public QueryException translate(Exception failure, @Nullable Cancellation cancellation) {
    QueryException cancelled = cancellation == null ? null : cancellation.exception();
    if (cancelled != null) {
      return cancelled;
    }
    if (failure instanceof QueryException translated) {
      return translated;
    }
    Set<Throwable> seen = new HashSet<>();
    for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        Kind kind = classifier.kind(sql);
        if (kind != null) {
          return of(kind, sql, failure);
        }
      }
    }
    return of(Kind.FAILED, null, failure);
  }

  QueryException noFreeConnection(Throwable cause) {
    return new QueryException(
        ConnectorError.SOURCE_UNREACHABLE,
        "all connections to source `" + alias + "` are busy",
        null,
        "try again later, or raise option `maxConnections` of the source",
        cause);
  }

  QueryException closed() {
    return new QueryException(
        ConnectorError.SOURCE_UNREACHABLE, "source `" + alias + "` was closed");
  }

  /// A value that does not fit the type of its column.
  public static QueryException unfit(String column, String type, @Nullable Throwable cause) {
    return new QueryException(
        ConnectorError.DATA_ERROR,
        "a value of column `" + column + "` is no " + type,
        null,
        null,
        cause);
  }

  private QueryException of(Kind kind, @Nullable SQLException sql, Exception failure) {
    return switch (kind) {
      case UNREACHABLE ->
          new QueryException(
              ConnectorError.SOURCE_UNREACHABLE,
              "source `" + alias + "` does not answer",
              null,
              null,
              failure);
      case LOGIN_REFUSED ->
          new QueryException(
              ConnectorError.SOURCE_UNREACHABLE,
              "source `" + alias + "` refused the login",
              null,
              "check the source's user and secrets",
              failure);
      // INVARIANT: a cancellation of ours was answered above, so somebody at the source did this.
      case CANCELLED ->
          new QueryException(
              ConnectorError.SOURCE_FAILED,
              "source `" + alias + "` cancelled its part of the statement",
              null,
              null,
              failure);
      case DATA ->
          new QueryException(ConnectorError.DATA_ERROR, dataMessage(sql), null, null, failure);
      case FAILED ->
          new QueryException(
              ConnectorError.SOURCE_FAILED,
              "source `" + alias + "` failed to run its part of the statement" + state(sql),
              null,
              null,
              failure);
    };
  }

  private String dataMessage(@Nullable SQLException sql) {
    String sentence = sql == null ? null : classifier.dataSentence(sql);
    return "source `"
        + alias
        + "` refused a value"
        + (sentence == null || sentence.isBlank() ? "" : ": " + cleaned(sentence));
  }

  private static String state(@Nullable SQLException sql) {
    return sql == null || sql.getSQLState() == null ? "" : " (SQLSTATE " + sql.getSQLState() + ")";
  }

  /// One line, lower case start, no final stop, not too long.
  static String cleaned(String sentence) {
    String line = sentence.strip().lines().findFirst().orElse("").strip();
    if (line.endsWith(".")) {
      line = line.substring(0, line.length() - 1);
    }
    if (line.length() > LONGEST_SENTENCE) {
      line = line.substring(0, LONGEST_SENTENCE) + "…";
    }
    boolean capitalised =
        line.length() > 1
            && Character.isUpperCase(line.charAt(0))
            && !Character.isUpperCase(line.charAt(1));
    return capitalised ? Character.toLowerCase(line.charAt(0)) + line.substring(1) : line;
  }

  private static @Nullable Kind kindOf(String state) {
    if (state.equals("57014")) {
      return Kind.CANCELLED;
    }
    if (state.length() != 5) {
      return null;
    }
    return switch (state.substring(0, 2)) {
      // 57P01 to 57P03: the server is going down or coming up; 53300: it takes no more connections.
      case "08" -> Kind.UNREACHABLE;
      case "57" -> Kind.UNREACHABLE;
      case "53" -> state.equals("53300") ? Kind.UNREACHABLE : Kind.FAILED;
      case "22" -> Kind.DATA;
      case "28" -> Kind.LOGIN_REFUSED;
      default -> Kind.FAILED;
    };
  }
}

package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns what DuckDB says into what a client may read: the one place that knows the engine's texts.
///
/// DuckDB 1.5 wraps an error up to three times (`Attempting to execute an unsuccessful … Error: `,
/// `CDataJniException{…}`), appends the statement with a caret, and names files and hosts. What is
/// left here is the first sentence, in lower case, without any of that.
public final class EngineErrors {
  private static final int LONGEST_MESSAGE = 400;

  private static final Pattern PENDING =
      Pattern.compile(
          "^Invalid Input Error: Attempting to execute an unsuccessful or closed pending query"
              + " result\\s*Error: ");
  private static final Pattern ARROW =
      Pattern.compile("^(?:\\[errno -?\\d+\\] )?CDataJniException\\{errno=-?\\d+, message=");
  private static final Pattern PREFIX = Pattern.compile("^([A-Za-z][A-Za-z ]{1,40}?) Error: ");

  /// The Postgres scanner quotes the statement that it sent.
  private static final Pattern SENT =
      Pattern.compile(
          "^Failed to (?:prepare|execute|fetch)\\b[^\"]*\".*\": (?:ERROR:\\s*)?", Pattern.DOTALL);

  private static final Set<String> CONSTRAINTS = Set.of("Constraint", "TransactionContext");

  /// What the engine repeats of a row where a COMMIT fails.
  private static final Pattern KEY = Pattern.compile("(?i)(duplicate key) \".*\"");

  private static final Pattern GONE =
      Pattern.compile("does not exist|not found|does not have a column|No such column");

  private static final Pattern URL = Pattern.compile("\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s\"'`]+");
  private static final Pattern KEY_VALUE =
      Pattern.compile(
          "(?i)\\b(host|hostaddr|port|user|username|password|passwd|dbname|service)\\s*=\\s*"
              + "('[^']*'|\"[^\"]*\"|[^\\s\"',]+)");
  private static final Pattern SERVER =
      Pattern.compile(
          "(?i)\\b(server at|host name|server on socket|for user|database)\\s+\"[^\"]*\"");
  private static final Pattern QUOTED_PATH =
      Pattern.compile("([\"'])(?:/|\\.{1,2}/|~/|[A-Za-z]:\\\\)[^\"'\\n]*\\1");
  private static final Pattern PATH = Pattern.compile("(?<![\\w./])(?:/[\\w.@%+=~,-]+){2,}/?");
  private static final Pattern ADDRESS =
      Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?\\b|\\bport \\d+\\b");
  private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");

  private EngineErrors() {}

  /// What a failure of a statement comes to, with the cancellation's own words if it was cancelled.
  public static QueryException translate(Throwable failure, Cancellation cancellation) {
    QueryException cancelled = cancellation.exception();
    return cancelled != null ? cancelled : translate(failure);
  }

  /// What a failure of a statement comes to. One of ours is returned as it is.
  public static QueryException translate(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof QueryException ours) {
        return ours;
      }
    }
    EngineText text = EngineText.of(failure);
    ConnectorError code = text.code();
    String sentence = sentence(text.body());
    return switch (code) {
      case OUT_OF_MEMORY ->
          new QueryException(
              code,
              "the statement needs more memory than the engine has",
              null,
              "ask for less at once, or have the engine's memory limit raised",
              failure);
      case STATEMENT_CANCELLED ->
          new QueryException(code, "the statement was cancelled", null, null, failure);
      case ENGINE_FAILED ->
          new QueryException(
              code, "the engine refused the statement: " + sentence, null, null, failure);
      default -> new QueryException(code, sentence, null, null, failure);
    };
  }

  /// What a failure means of a statement that the engine has bound before: a name that it no longer
  /// finds has gone since. Which one stays untold: it may be one that only a policy names.
  public static QueryException unbound(QueryException failure) {
    Throwable cause = failure.getCause();
    if (failure.code() != ConnectorError.ENGINE_FAILED || cause == null) {
      return failure;
    }
    EngineText text = EngineText.of(cause);
    boolean names = text.prefix().equals("Catalog") || text.prefix().equals("Binder");
    return names && GONE.matcher(text.body()).find()
        ? new QueryException(
            ConnectorError.SOURCE_FAILED,
            "a table has changed since the statement was planned",
            null,
            "run the statement again",
            cause)
        : failure;
  }

  /// What a failure means of a change of tables whose names were found: that the change does not
  /// fit them.
  public static QueryException definitionRefused(QueryException failure) {
    Throwable cause = failure.getCause();
    if (failure.code() != ConnectorError.ENGINE_FAILED || cause == null) {
      return failure;
    }
    EngineText text = EngineText.of(cause);
    return switch (text.prefix()) {
      case "Catalog", "Binder", "Dependency" ->
          new QueryException(
              ConnectorError.DEFINITION_REFUSED,
              sentence(text.body()),
              null,
              text.prefix().equals("Dependency") ? "drop or change what depends on it first" : null,
              cause);
      default -> failure;
    };
  }

  /// What a failure of a change is to somebody who has only a part of the table: what the engine
  /// says of a constraint names columns and values of the whole.
  public static QueryException untelling(QueryException failure) {
    Throwable cause = failure.getCause();
    return cause != null && CONSTRAINTS.contains(EngineText.of(cause).prefix())
        ? new QueryException(
            ConnectorError.DATA_ERROR,
            "a constraint of the table does not hold",
            null,
            "which one is not told: a policy withholds a part of the table",
            cause)
        : failure;
  }

  /// Why a source cannot be attached. Whatever stands in quotes in the attachment's statements is
  /// taken out of the text, so it can hold no credential; there is no cause for the same reason.
  static QueryException notAttached(String alias, Attachment attachment, Throwable failure) {
    EngineText text = EngineText.of(failure);
    String body = text.body();
    for (String literal : literals(attachment)) {
      body = body.replace(literal, "…");
    }
    ConnectorError code =
        text.code() == ConnectorError.SOURCE_FAILED
            ? ConnectorError.SOURCE_UNREACHABLE
            : ConnectorError.SOURCE_MISCONFIGURED;
    return new QueryException(code, "source `" + alias + "` cannot be attached: " + sentence(body));
  }

  private static List<String> literals(Attachment attachment) {
    List<String> statements = new ArrayList<>(attachment.setup());
    statements.addAll(attachment.teardown());
    List<String> literals = new ArrayList<>();
    for (String statement : statements) {
      Matcher matcher = LITERAL.matcher(statement);
      while (matcher.find()) {
        String literal = matcher.group(1).replace("''", "'");
        if (literal.length() > 1) {
          literals.add(literal);
        }
      }
    }
    literals.sort(Comparator.comparingInt(String::length).reversed());
    return literals;
  }

  private static String sentence(String body) {
    String text = SENT.matcher(body.strip()).replaceFirst("");
    int line = text.indexOf('\n');
    text = line < 0 ? text : text.substring(0, line);
    if (text.startsWith("Failed to commit")) {
      text = KEY.matcher(text).replaceAll("$1");
    }
    text = URL.matcher(text).replaceAll("<address>");
    text = KEY_VALUE.matcher(text).replaceAll("$1=<hidden>");
    text = SERVER.matcher(text).replaceAll("$1 <hidden>");
    text = QUOTED_PATH.matcher(text).replaceAll("<path>");
    text = PATH.matcher(text).replaceAll("<path>");
    text = ADDRESS.matcher(text).replaceAll("<address>");
    text = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    while (text.endsWith(".") || text.endsWith("!") || text.endsWith(":")) {
      text = text.substring(0, text.length() - 1);
    }
    if (text.length() > LONGEST_MESSAGE) {
      text = text.substring(0, LONGEST_MESSAGE) + "…";
    }
    return text.isEmpty() ? "it gave no reason" : lowerFirst(text);
  }

  private static String lowerFirst(String text) {
    boolean acronym = text.length() > 1 && Character.isUpperCase(text.charAt(1));
    return acronym ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  /// DuckDB's text without its wrappers.
  ///
  /// @param prefix the kind that DuckDB printed before `Error:`, empty where it printed none
  private record EngineText(String prefix, String body) {

    static EngineText of(Throwable failure) {
      String text = message(failure);
      for (String before = ""; !before.equals(text); ) {
        before = text;
        text = PENDING.matcher(text).replaceFirst("");
        Matcher arrow = ARROW.matcher(text);
        if (arrow.find()) {
          text = text.substring(arrow.end());
          text = text.endsWith("}") ? text.substring(0, text.length() - 1) : text;
        }
      }
      Matcher prefix = PREFIX.matcher(text);
      return prefix.find()
          ? new EngineText(prefix.group(1), text.substring(prefix.end()))
          : new EngineText("", text);
    }

    private static String message(Throwable failure) {
      @Nullable String message = failure.getMessage();
      return message == null ? "" : message;
    }

    ConnectorError code() {
      if (body.strip().equals(ConnectorError.ROW_NOT_PERMITTED_TEXT)) {
        return ConnectorError.ROW_NOT_PERMITTED;
      }
      return switch (prefix) {
        case "Out of Memory" -> ConnectorError.OUT_OF_MEMORY;
        case "INTERRUPT" -> ConnectorError.STATEMENT_CANCELLED;
        case "Conversion",
            "Out of Range",
            "Invalid Input",
            "Invalid type",
            "Invalid Type",
            "Mismatch Type",
            "Divide by Zero",
            "Constraint",
            "Decimal",
            "Sequence",
            "Parameter Not Allowed",
            "Value" ->
            ConnectorError.DATA_ERROR;
        case "Invalid" ->
            SENT.matcher(body).find() ? ConnectorError.SOURCE_FAILED : ConnectorError.ENGINE_FAILED;
        case "Catalog" ->
            body.contains("already exists")
                ? ConnectorError.ALREADY_EXISTS
                : ConnectorError.ENGINE_FAILED;
        case "Not implemented" -> ConnectorError.UNSUPPORTED_TYPE;
        case "IO", "HTTP", "Connection", "Network", "Transaction", "TransactionContext", "Remote" ->
            spilling() ? ConnectorError.OUT_OF_MEMORY : ConnectorError.SOURCE_FAILED;
        case "Missing Extension", "Extension Autoloading" -> ConnectorError.EXTENSION_MISSING;
        default -> ConnectorError.ENGINE_FAILED;
      };
    }

    private boolean spilling() {
      return body.contains("No space left on device") || body.contains("duckdb_temp_");
    }
  }
}

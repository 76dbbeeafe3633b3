package io.merganser.server.cli.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `{"columns": […], "rows": […], "rowCount": n}` as it comes; a member `error` in place of
/// the count tells of a result that broke off.
final class Answer {
  private static final Pattern NUMERIC =
      Pattern.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|(DECIMAL|NUMERIC).*|FLOAT|REAL|DOUBLE.*");

  private Answer() {}

  /// Takes the parts of an answer in their order.
  interface Receiver {
    void columns(List<TextTable.Column> columns);

    /// @return whether more rows are wanted
    boolean row(List<@Nullable String> row);
  }

  static void read(InputStream body, Receiver receiver) throws IOException {
    try (JsonParser json = RestClient.parser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String member = json.currentName();
        json.nextToken();
        switch (member) {
          case "columns" -> receiver.columns(columns(json));
          case "rows" -> {
            if (!rows(json, receiver)) {
              return;
            }
          }
          case "error" -> throw broken(json);
          default -> json.skipChildren();
        }
      }
    }
  }

  /// Reads to the end only to learn whether the result broke off.
  static void check(InputStream body) throws IOException {
    read(
        body,
        new Receiver() {
          @Override
          public void columns(List<TextTable.Column> columns) {}

          @Override
          public boolean row(List<@Nullable String> row) {
            return true;
          }
        });
  }

  private static List<TextTable.Column> columns(JsonParser json) throws IOException {
    List<TextTable.Column> columns = new ArrayList<>();
    JsonNode list = json.readValueAsTree();
    for (JsonNode column : list) {
      boolean numeric = NUMERIC.matcher(column.path("type").asText()).matches();
      columns.add(new TextTable.Column(column.path("name").asText(), numeric));
    }
    return columns;
  }

  private static boolean rows(JsonParser json, Receiver receiver) throws IOException {
    while (json.nextToken() == JsonToken.START_ARRAY) {
      List<@Nullable String> row = new ArrayList<>();
      for (JsonToken token = json.nextToken();
          token != JsonToken.END_ARRAY;
          token = json.nextToken()) {
        row.add(value(json, token));
      }
      if (!receiver.row(row)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String value(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token.isStructStart()) {
      TreeNode tree = json.readValueAsTree();
      return tree.toString();
    }
    return json.getText();
  }

  private static SqlFailure broken(JsonParser json) throws IOException {
    JsonNode error = json.readValueAsTree();
    return RestClient.failure(error, SqlFailure.Kind.STATEMENT);
  }
}

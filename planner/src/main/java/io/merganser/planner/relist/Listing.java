package io.merganser.planner.relist;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.merganser.connectors.spi.Names;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a text names, as DuckDB's parser read it. A function is one wherever it stands; what stands
/// in FROM and is neither a table nor made of what is listed here, is listed as strange.
///
/// @param relations in table position, common table expressions among them
/// @param commonTables folded names
/// @param functions called in expressions
/// @param tableFunctions called in FROM
/// @param strange kinds of nodes that nobody reviewed
record Listing(
    List<Relation> relations,
    Set<String> commonTables,
    Set<Function> functions,
    Set<Function> tableFunctions,
    Set<String> strange) {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // The engine writes infinities as they are.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /// In FROM.
  private static final Set<String> REVIEWED =
      Set.of(
          "BASE_TABLE",
          "SUBQUERY",
          "JOIN",
          "TABLE_FUNCTION",
          "EXPRESSION_LIST",
          "EMPTY",
          "PIVOT",
          "SHOW_REF");

  private static final Set<String> KEPT =
      Set.of(
          "type",
          "class",
          "alias",
          "catalog_name",
          "schema_name",
          "table_name",
          "function_name",
          "schema",
          "catalog",
          "key",
          "error_message");

  /// A name in table position.
  ///
  /// @param name its parts, quoted, with dots between
  /// @param parts how many it has
  /// @param table its last part
  record Relation(String name, int parts, String schema, String table, String alias) {}

  /// @param schema as written; empty if it is not
  record Function(String schema, String name, boolean operator) {}

  /// Reads what `json_serialize_sql` gave.
  ///
  /// @throws IllegalArgumentException if it is not the tree of one query
  static Listing read(String json) {
    Listing listing =
        new Listing(
            new ArrayList<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
    try (JsonParser parser = JSON.createParser(json)) {
      new Reader(parser, listing).read();
    } catch (IOException e) {
      throw new IllegalArgumentException("the tree is no JSON", e);
    }
    return listing;
  }

  /// Walks over the text once; each object is judged where it ends.
  private static final class Reader {
    private final JsonParser parser;
    private final Listing listing;
    private final Deque<Node> open = new ArrayDeque<>();
    private int statements;

    Reader(JsonParser parser, Listing listing) {
      this.parser = parser;
      this.listing = listing;
    }

    void read() throws IOException {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> open.push(new Node(field(), open.peek()));
          case END_OBJECT -> judge(open.pop());
          case VALUE_STRING, VALUE_TRUE, VALUE_NUMBER_INT -> {
            String name = parser.currentName();
            // An element of an array has no name.
            if (name != null) {
              open.element().read(name, token, parser.getText());
            }
          }
          default -> {}
        }
      }
      if (statements != 1) {
        throw new IllegalArgumentException("it has " + statements + " statements");
      }
    }

    /// The field in which an object stands, be it alone or in an array.
    private String field() throws IOException {
      String name = parser.currentName();
      if (name == null && parser.getParsingContext().getParent() != null) {
        var context = parser.getParsingContext().getParent();
        while (context != null && context.getCurrentName() == null) {
          context = context.getParent();
        }
        name = context == null ? null : context.getCurrentName();
      }
      return name == null ? "" : name;
    }

    private void judge(Node node) {
      if (node.truths.contains("error")) {
        throw new IllegalArgumentException(node.text("error_message"));
      }
      if (node.field.equals("statements")) {
        statements++;
      }
      Node parent = node.parent;
      if (parent != null && parent.field.equals("cte_map") && node.texts.containsKey("key")) {
        listing.commonTables.add(Names.fold(node.text("key")));
      }
      String type = node.text("type");
      if (node.texts.containsKey("function_name")) {
        function(node, parent);
      } else if (type.equals("BASE_TABLE")) {
        relation(node);
      } else if (type.equals("SHOW_REF") && !node.text("table_name").isEmpty()) {
        // It lists what is there, as opposed to describing a query.
        listing.strange.add(type);
      } else if (!node.texts.containsKey("class") && node.located && !REVIEWED.contains(type)) {
        listing.strange.add(type);
      }
    }

    private void function(Node node, @Nullable Node parent) {
      Function function =
          new Function(
              node.text("schema"),
              Names.fold(node.text("function_name")),
              node.truths.contains("is_operator"));
      boolean inFrom =
          node.field.equals("function")
              && parent != null
              && parent.text("type").equals("TABLE_FUNCTION");
      (inFrom ? listing.tableFunctions : listing.functions).add(function);
      if (!node.text("catalog").isEmpty()) {
        listing.strange.add("a function of catalog " + node.text("catalog"));
      }
    }

    private void relation(Node node) {
      List<String> parts = new ArrayList<>();
      for (String part : List.of("catalog_name", "schema_name", "table_name")) {
        if (!node.text(part).isEmpty()) {
          parts.add(Names.quote(node.text(part)));
        }
      }
      listing.relations.add(
          new Relation(
              String.join(".", parts),
              parts.size(),
              node.text("schema_name"),
              node.text("table_name"),
              node.text("alias")));
    }
  }

  /// An object that is being read.
  private static final class Node {
    private final String field;
    private final @Nullable Node parent;
    private final Map<String, String> texts = new HashMap<>();
    private final Set<String> truths = new HashSet<>();
    private boolean located;

    Node(String field, @Nullable Node parent) {
      this.field = field;
      this.parent = parent;
    }

    void read(String name, JsonToken token, String text) {
      if (token == JsonToken.VALUE_TRUE) {
        truths.add(name);
      } else if (name.equals("query_location")) {
        located = true;
      } else if (KEPT.contains(name)) {
        texts.put(name, text);
      }
    }

    String text(String name) {
      return texts.getOrDefault(name, "");
    }
  }
}

package io.merganser.planner.parser;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A statement that changes rows or tables, as the words and nodes that it consists of, in order.
/// Each node says what it is, so that names are resolved without a class for each kind.
public final class SqlWrite extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("WRITE", SqlKind.OTHER_DDL);

  private final Action action;
  private final List<Part> parts;

  /// What the statement does.
  public enum Action {
    INSERT,
    UPDATE,
    DELETE,
    MERGE,
    TRUNCATE,
    CREATE_TABLE,
    CREATE_VIEW,
    CREATE_SCHEMA,
    ALTER_TABLE,
    RENAME_TABLE,
    DROP_TABLE,
    DROP_VIEW,
    DROP_SCHEMA;

    /// Whether it changes rows, as opposed to tables.
    public boolean changesRows() {
      return compareTo(TRUNCATE) <= 0;
    }
  }

  /// What a part is.
  public enum Role {
    /// Words and signs.
    WORDS,
    /// The table that is changed.
    TARGET,
    /// The table that is changed if it is there.
    TARGET_IF_EXISTS,
    /// The name of a table or view to be made.
    FRESH,
    /// The name of a table that the session makes for itself.
    FRESH_OF_SESSION,
    /// The name that the target gets, in the schema it is in.
    RENAMED,
    /// A schema to be made or dropped.
    SCHEMA,
    /// The tables of a WITH in front, which all that follows may name.
    WITH,
    /// What stands in FROM.
    TABLE,
    QUERY,
    /// An expression or a list of them.
    EXPRESSION,
    /// A name of a column, a type, an alias: nothing to resolve.
    PLAIN
  }

  /// A piece of the statement.
  public static final class Part {
    private final Role role;
    private final String words;
    private SqlNode node;

    private Part(Role role, String words, SqlNode node) {
      this.role = role;
      this.words = words;
      this.node = node;
    }

    public Role role() {
      return role;
    }

    /// Empty for nodes.
    public String words() {
      return words;
    }

    /// Null for words.
    public SqlNode node() {
      return node;
    }

    public void replace(SqlNode replacement) {
      node = replacement;
    }
  }

  /// Collects parts while the parser reads them.
  public static final class Builder {
    private final List<Part> parts = new ArrayList<>();

    public Builder words(String words) {
      parts.add(new Part(Role.WORDS, words, null));
      return this;
    }

    public Builder add(Role role, SqlNode node) {
      parts.add(new Part(role, "", node));
      return this;
    }

    /// A part of another statement; replacing its node replaces it in both.
    public Builder add(Part part) {
      parts.add(part);
      return this;
    }

    /// The part that was added last.
    public Part last() {
      return parts.get(parts.size() - 1);
    }

    /// Names of columns in parentheses.
    public Builder columns(SqlNodeList names) {
      return words("(").add(Role.PLAIN, names).words(")");
    }

    public SqlWrite build(Action action, SqlParserPos position) {
      return new SqlWrite(position, action, parts);
    }
  }

  private SqlWrite(SqlParserPos position, Action action, List<Part> parts) {
    super(position);
    this.action = action;
    this.parts = List.copyOf(parts);
  }

  /// The same with the tables of a WITH in front.
  SqlWrite with(SqlNodeList tables) {
    final boolean recursive =
        tables.getList().stream().anyMatch(item -> ((SqlWithItem) item).recursive.booleanValue());
    final List<Part> all = new ArrayList<>();
    all.add(new Part(Role.WORDS, recursive ? "WITH RECURSIVE" : "WITH", null));
    all.add(new Part(Role.WITH, "", tables));
    all.addAll(parts);
    return new SqlWrite(getParserPosition(), action, all);
  }

  public Action action() {
    return action;
  }

  public List<Part> parts() {
    return parts;
  }

  /// Whether a WITH stands in front.
  public boolean hasTables() {
    return parts.stream().anyMatch(part -> part.role == Role.WITH);
  }

  /// Whether it answers with rows.
  public boolean returnsRows() {
    return parts.stream().anyMatch(part -> part.words.equals("RETURNING"));
  }

  /// Whether it reads the rows of its target too, which tells about them.
  public boolean readsTarget() {
    return switch (action) {
      case INSERT ->
          parts.stream()
              .anyMatch(part -> part.words.equals("RETURNING") || part.words.equals("ON CONFLICT"));
      case UPDATE, DELETE, MERGE -> true;
      default -> false;
    };
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    final List<SqlNode> nodes = new ArrayList<>();
    for (Part part : parts) {
      if (part.node != null) {
        nodes.add(part.node);
      }
    }
    return nodes;
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    for (Part part : parts) {
      if (part.node == null) {
        writer.print(part.words);
        writer.setNeedWhitespace(true);
      } else if (part.role == Role.WITH) {
        withTables(writer, (SqlNodeList) part.node);
      } else if (part.node instanceof SqlNodeList) {
        Printing.items(writer, (SqlNodeList) part.node);
      } else if (part.role == Role.QUERY) {
        final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.WITH_BODY, "", "");
        part.node.unparse(writer, 0, 0);
        writer.endList(frame);
      } else if (part.role == Role.TABLE) {
        final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.FROM_LIST, "", "");
        part.node.unparse(writer, 0, 0);
        writer.endList(frame);
      } else if (part.role == Role.EXPRESSION) {
        // Within a list a sub-query gets its parentheses.
        final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.SIMPLE, "", "");
        part.node.unparse(writer, 0, 0);
        writer.endList(frame);
      } else {
        part.node.unparse(writer, 0, 0);
      }
    }
  }

  private static void withTables(SqlWriter writer, SqlNodeList tables) {
    final SqlWriter.Frame frame = writer.startList("", "");
    for (SqlNode item : tables) {
      writer.sep(",");
      SqlDuckWithItem.print(writer, (SqlWithItem) item);
    }
    writer.endList(frame);
  }

  /// The name in a part that is one.
  public static SqlIdentifier name(Part part) {
    return (SqlIdentifier) part.node;
  }
}

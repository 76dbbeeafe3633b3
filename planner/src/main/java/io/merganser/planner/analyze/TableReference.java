package io.merganser.planner.analyze;

import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.SourceCatalog;
import io.merganser.planner.federate.SourceTable;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A name in table position and what it means. Whatever is put in its place, what the principal may
/// not see of the table stays out.
public final class TableReference {
  /// Occurs in each text of ours that tells a policy.
  public static final String POLICY_MARK = Policies.ROW;

  private final SourceTable table;
  private final String written;
  private final List<String> spelled;
  private final boolean aliased;
  private final SqlParserPos position;
  private final @Nullable Fence fence;
  private final boolean beneath;
  private final Consumer<SqlNode> replace;
  private String relation;
  private boolean open;

  /// @param table what was found
  /// @param written the last part as the statement spells it; what columns are qualified with
  /// @param spelled the whole name as the statement spells it
  /// @param aliased whether the statement gives it another name itself
  /// @param fence null where the principal has the table as it is
  /// @param beneath whether the definition of a dataset names it, and not the statement
  /// @param replace puts another node in its place in the tree
  TableReference(
      SourceTable table,
      String written,
      List<String> spelled,
      boolean aliased,
      SqlParserPos position,
      @Nullable Fence fence,
      boolean beneath,
      Consumer<SqlNode> replace) {
    this.table = table;
    this.written = written;
    this.spelled = spelled;
    this.aliased = aliased;
    this.position = position;
    this.fence = fence;
    this.beneath = beneath;
    this.replace = replace;
    this.relation = fullName();
  }

  public SourceTable table() {
    return table;
  }

  public SqlParserPos position() {
    return position;
  }

  /// Whether the principal has only a part of the table, or something else in the place of values.
  public boolean restricted() {
    return fence != null;
  }

  /// Whether the definition of a dataset names it: the statement knows nothing of it, and needs no
  /// right to it.
  public boolean beneath() {
    return beneath;
  }

  /// Whether texts and counts about it tell the principal more than it may know.
  public boolean untold() {
    return fence != null || beneath;
  }

  /// Whether a row that the principal has not can raise an error where the table is read: what a
  /// source, a file or a view holds is only found out row by row, before the fence.
  public boolean failsUntold() {
    return fence != null
        && !(table.schema().kind() == TableSchema.Kind.TABLE && table.catalog().direct() == null);
  }

  /// Whether the column is read by what stands before the table, if something does.
  public boolean needs(String column) {
    return fence != null && fence.needed().contains(Names.fold(column));
  }

  /// What is true of the rows that the principal has, in terms of a row named [#POLICY_MARK]; null
  /// where it has all of them.
  public @Nullable String filter() {
    return fence == null ? null : fence.condition();
  }

  /// Whether the statement knows it by a full or schema-qualified name that its place in the tree
  /// will not have.
  boolean losesItsName() {
    return !aliased && (fence != null || !table.catalog().onHub());
  }

  /// The same where the hub's own way to the table, if the source has another, is not taken.
  public TableReference unattached() {
    SourceCatalog catalog = table.catalog();
    DirectConnector direct = catalog.direct();
    return direct == null || !catalog.onHub()
        ? this
        : copy(
            new SourceTable(
                new SourceCatalog(catalog.name(), catalog.metadata(), false, direct),
                table.schema()));
  }

  private TableReference copy(SourceTable other) {
    TableReference copy =
        new TableReference(other, written, spelled, aliased, position, fence, beneath, replace);
    copy.open = open;
    return copy;
  }

  /// Whether something else stands in the place of a column's values.
  boolean masks(String column) {
    return fence != null && fence.masked().contains(Names.fold(column));
  }

  /// Lets the engine know of the table what it knows of others: for a statement whose answer does
  /// not depend on that.
  void open() {
    open = true;
    putFullName();
  }

  /// Makes the tree say the full name, within the fence if there is one. Its last part is also its
  /// alias, so none is added.
  public void putFullName() {
    TableName name = table.schema().name();
    relation = fullName();
    if (fence == null) {
      replace.accept(
          new SqlIdentifier(List.of(name.catalog(), name.schema(), name.table()), position));
    } else {
      put(relation);
    }
  }

  private String fullName() {
    TableName name = table.schema().name();
    return Names.quote(name.catalog())
        + "."
        + Names.quote(name.schema())
        + "."
        + Names.quote(name.table());
  }

  /// What the tree says for it now: a name, or a query in parentheses.
  public String relation() {
    return relation;
  }

  /// What stands around [#relation] in the tree; empty where the principal has the table as it is.
  public String fenceText() {
    return fence == null ? "" : fence.around(relation, open);
  }

  /// Makes the tree read something else, within the fence if there is one, under the alias that the
  /// rest of the statement uses.
  ///
  /// @param relation SQL of ours: a name, or a query in parentheses
  public void put(String relation) {
    this.relation = relation;
    SqlNode node = new RawSql(fence == null ? relation : fence.around(relation, open), position);
    replace.accept(
        aliased
            ? node
            : SqlStdOperatorTable.AS.createCall(
                position, node, new SqlIdentifier(written, position)));
  }

  /// A text of the hub's about a statement, with the names of tables as the statement has them.
  public static String asWritten(String text, List<TableReference> tables) {
    String result = text;
    if (text.contains("FROM ")) {
      for (TableReference reference : tables) {
        var name = reference.table().schema().name();
        String full = dotted(List.of(name.catalog(), name.schema(), name.table()));
        result = result.replace(full, dotted(reference.spelled));
      }
    }
    return result;
  }

  private static String dotted(List<String> parts) {
    return parts.stream()
        .map(part -> part.matches("[a-z_][a-z0-9_]*") ? part : Names.quote(part))
        .collect(Collectors.joining("."));
  }
}

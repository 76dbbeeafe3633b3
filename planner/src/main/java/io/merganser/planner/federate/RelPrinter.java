package io.merganser.planner.federate;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.TableName;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Prints a plan as one statement of an engine: a fragment, or what joins the fragments.
///
/// Each relation has an alias that no other has, so that no name is ever taken for another; clauses
/// are merged into one SELECT only where that plainly means the same, all else is a derived table.
/// Only the columns that are asked for are selected.
final class RelPrinter {
  private final Target target;
  private final RexBuilder rexBuilder;
  private final List<DataType> parameters;
  private final Streams streams;
  private final SharedPlans shared;
  private final Map<CorrelationId, List<@Nullable Expr>> outer = new HashMap<>();
  private final Map<DeepKey, String> sharedNames = new HashMap<>();
  private final Map<String, String> withs = new LinkedHashMap<>();
  private final Deque<Map.Entry<List<String>, String>> working = new ArrayDeque<>();
  private int aliases;
  private boolean recursive;
  private boolean inShared;

  /// Where the streams are that a plan reads.
  interface Streams {
    /// The name of the stream and, for each field that is needed, of its column.
    Stream open(StreamRel stream, ImmutableBitSet needed);
  }

  /// @param columns by field
  record Stream(String name, Map<Integer, Sent> columns) {}

  /// @param exact whether it has for sure the type that we think it has
  record Sent(String column, boolean exact) {}

  RelPrinter(
      Target target,
      RexBuilder rexBuilder,
      List<DataType> parameters,
      Streams streams,
      SharedPlans shared) {
    this.target = target;
    this.rexBuilder = rexBuilder;
    this.parameters = parameters;
    this.streams = streams;
    this.shared = shared;
  }

  Target target() {
    return target;
  }

  RexBuilder rexBuilder() {
    return rexBuilder;
  }

  @Nullable DataType parameterType(RexDynamicParam parameter) {
    return parameter.getIndex() < parameters.size()
        ? parameters.get(parameter.getIndex())
        : FieldTypes.of(parameter.getType());
  }

  String alias() {
    return "t" + aliases++;
  }

  /// A column of what the row around a sub-query is.
  Expr outer(CorrelationId id, int field) {
    List<@Nullable Expr> row = outer.get(id);
    if (row == null) {
      throw new IllegalStateException("no row named " + id.getName());
    }
    Expr expr = row.get(field);
    if (expr == null) {
      throw new IllegalStateException("field " + field + " of " + id.getName() + " is not here");
    }
    return expr;
  }

  // ---- statements

  /// A whole statement, with the names that its columns have.
  String statement(Block block, List<String> columns) {
    String select = select(block, columns);
    if (withs.isEmpty()) {
      return select;
    }
    String list =
        withs.entrySet().stream()
            .map(with -> with.getKey() + " AS " + with.getValue())
            .collect(Collectors.joining(",\n"));
    return "WITH " + (recursive ? "RECURSIVE " : "") + list + "\n" + select;
  }

  /// A query within another.
  String query(RelNode rel, ImmutableBitSet needed) {
    Block block = block(rel, needed);
    return select(pick(block, needed), null);
  }

  /// The block with the needed fields only, where it has more to offer.
  static Block pick(Block block, ImmutableBitSet needed) {
    if (block.body == null) {
      List<@Nullable Expr> fields = new ArrayList<>(block.fields);
      for (int i = 0; i < fields.size(); i++) {
        if (!needed.get(i)) {
          fields.set(i, null);
        }
      }
      block.fields = fields;
    }
    return block;
  }

  /// @param columns names in order of the fields that are there; null names them by position
  String select(Block block, @Nullable List<String> columns) {
    if (block.body != null && columns == null) {
      return block.body;
    }
    Block plain = block.body == null ? block : wrap(block);
    List<String> items = new ArrayList<>();
    for (int i = 0; i < plain.fields.size(); i++) {
      Expr field = plain.fields.get(i);
      if (field != null) {
        String name = columns == null ? "c" + i : columns.get(items.size());
        items.add(field.text() + " AS " + name);
      }
    }
    if (items.isEmpty()) {
      items.add(plain.filler + " AS c0");
    }
    StringBuilder sql = new StringBuilder("SELECT ").append(String.join(", ", items));
    if (plain.from != null) {
      sql.append("\nFROM ").append(plain.from);
    }
    clause(sql, "\nWHERE ", plain.where, " AND ");
    if (plain.groupBy != null) {
      clause(sql, "\nGROUP BY ", plain.groupBy, ", ");
    }
    clause(sql, "\nHAVING ", plain.having, " AND ");
    clause(sql, "\nORDER BY ", plain.orderBy, ", ");
    if (plain.hasLimit()) {
      sql.append('\n').append(plain.limit.strip());
    }
    return sql.toString();
  }

  private static void clause(StringBuilder sql, String word, List<String> parts, String between) {
    if (!parts.isEmpty()) {
      sql.append(word).append(String.join(between, parts));
    }
  }

  /// The block as a derived table.
  Block wrap(Block block) {
    String alias = alias();
    List<@Nullable Expr> fields = new ArrayList<>();
    for (int i = 0; i < block.fields.size(); i++) {
      fields.add(block.fields.get(i) == null ? null : Expr.column(alias + ".c" + i));
    }
    return Block.of("(" + select(block, null) + ") AS " + alias, fields);
  }

  // ---- relations

  Block block(RelNode rel, ImmutableBitSet needed) {
    DeepKey key = new DeepKey(rel);
    if (!shared.isShared(key)) {
      return fresh(rel, needed);
    }
    shared.need(key, needed);
    ImmutableBitSet all = shared.needed(key);
    String name = sharedNames.get(key);
    if (name == null) {
      name = "w" + sharedNames.size();
      sharedNames.put(key, name);
      String body = select(pick(fresh(rel, all), all), null);
      withs.put(name, "MATERIALIZED (" + body + ")");
    }
    return reference(name, rel.getRowType().getFieldCount(), all);
  }

  private Block reference(String name, int fieldCount, ImmutableBitSet there) {
    String alias = alias();
    List<@Nullable Expr> fields = new ArrayList<>();
    for (int i = 0; i < fieldCount; i++) {
      fields.add(there.get(i) ? Expr.column(alias + ".c" + i) : null);
    }
    return Block.of(name + " AS " + alias, fields);
  }

  private Block fresh(RelNode rel, ImmutableBitSet needed) {
    return switch (rel) {
      case StreamRel stream -> stream(stream, needed);
      case TableScan scan -> scan(scan, needed);
      case Filter filter -> filter(filter, needed);
      case Project project -> project(project, needed);
      case Aggregate aggregate -> aggregate(aggregate, needed);
      case Sort sort -> sort(sort, needed);
      case Join join -> new JoinPrinter(this).join(join, needed);
      case SetOp setOp -> setOp(setOp, needed);
      case Values values -> values(values, needed);
      default -> new HubPrinter(this).print(rel, needed);
    };
  }

  private Block stream(StreamRel rel, ImmutableBitSet needed) {
    if (!working.isEmpty() && !inShared) {
      return reread(rel, needed);
    }
    Stream stream = streams.open(rel, needed);
    List<@Nullable Expr> fields = nulls(rel);
    stream
        .columns()
        .forEach((field, sent) ->
            fields.set(
                field,
                new Expr(
                    stream.name() + "." + sent.column(),
                    Expr.PRIMARY,
                    Expr.COLUMN | (sent.exact() ? Expr.TYPED : 0))));
    return Block.of(stream.name(), fields);
  }

  /// A stream that a recursive query would read again and again is kept instead.
  private Block reread(StreamRel rel, ImmutableBitSet needed) {
    inShared = true;
    String body = select(pick(stream(rel, needed), needed), null);
    inShared = false;
    String name = with("w", self -> "MATERIALIZED (" + body + ")");
    return reference(name, rel.getRowType().getFieldCount(), needed);
  }

  static List<@Nullable Expr> nulls(RelNode rel) {
    return new ArrayList<>(
        Collections.<@Nullable Expr>nCopies(rel.getRowType().getFieldCount(), null));
  }

  private Block scan(TableScan scan, ImmutableBitSet needed) {
    SourceTable table = Origin.table(scan);
    if (table == null) {
      return new HubPrinter(this).print(scan, needed);
    }
    TableName name = table.schema().name();
    String alias = alias();
    String text = target.quote(name.schema()) + "." + target.quote(name.table());
    if (target.isHub()) {
      text = target.quote(name.catalog()) + "." + text;
    }
    List<@Nullable Expr> fields = nulls(scan);
    for (int field : needed) {
      String column = target.quote(table.schema().columns().get(field).name());
      fields.set(field, new Expr(alias + "." + column, Expr.PRIMARY, Expr.COLUMN | Expr.TYPED));
    }
    return Block.of(text + " AS " + alias, fields);
  }

  private Block filter(Filter filter, ImmutableBitSet needed) {
    Set<CorrelationId> own = filter.getVariablesSet();
    ImmutableBitSet read = Correlations.fields(filter.getCondition(), own);
    Block block = block(filter.getInput(), needed.union(read));
    boolean queries = !Correlations.subQueries(filter.getCondition()).isEmpty();
    boolean having = block.isGrouped() && block.body == null && !block.hasLimit() && !queries;
    if (!(block.takesFilter() || having) || !seesColumns(block, own, read)) {
      block = wrap(block);
    }
    outer.putAll(rows(own, block));
    Expr condition = new RexPrinter(this, block.fields).print(filter.getCondition());
    (block.isGrouped() ? block.having : block.where).add(condition.in(Expr.AND - 1));
    return block;
  }

  /// What a sub-query reads of the row around it must be columns.
  static boolean seesColumns(Block block, Set<CorrelationId> own, ImmutableBitSet read) {
    return own.isEmpty()
        || (!block.isGrouped()
            && read.asList().stream()
                .allMatch(field -> {
                  Expr expr = block.fields.get(field);
                  return expr != null && expr.is(Expr.COLUMN);
                }));
  }

  static Map<CorrelationId, List<@Nullable Expr>> rows(Set<CorrelationId> own, Block block) {
    return own.stream().collect(Collectors.toMap(id -> id, id -> block.fields));
  }

  void bind(Set<CorrelationId> own, Block block) {
    outer.putAll(rows(own, block));
  }

  private Block project(Project project, ImmutableBitSet needed) {
    Set<CorrelationId> own = project.getVariablesSet();
    List<RexNode> nodes = needed.asList().stream().map(project.getProjects()::get).toList();
    ImmutableBitSet read =
        nodes.stream()
            .map(node -> Correlations.fields(node, own))
            .reduce(ImmutableBitSet.of(), ImmutableBitSet::union);
    Block block = block(project.getInput(), read);
    if (block.body != null
        || ProjectRules.mustWrap(block, nodes)
        || !seesColumns(block, own, read)) {
      block = wrap(block);
    }
    bind(own, block);
    RexPrinter printer = new RexPrinter(this, block.fields);
    List<@Nullable Expr> fields = nulls(project);
    for (int field : needed) {
      fields.set(field, printer.print(project.getProjects().get(field)));
    }
    block.fields = fields;
    return block;
  }

  private Block aggregate(Aggregate aggregate, ImmutableBitSet needed) {
    int keys = aggregate.getGroupCount();
    ImmutableBitSet.Builder read = ImmutableBitSet.builder().addAll(aggregate.getGroupSet());
    for (int field : needed) {
      if (field >= keys) {
        AggregatePrinter.read(aggregate.getAggCallList().get(field - keys), read);
      }
    }
    Block block = block(aggregate.getInput(), read.build());
    boolean wraps =
        block.body != null
            || block.isGrouped()
            || block.hasLimit()
            || !block.orderBy.isEmpty()
            || block.any(Expr.WINDOW | Expr.SUB_QUERY | Expr.VOLATILE)
            || aggregate.getGroupSet().asList().stream().anyMatch(block::isNoColumn);
    block = wraps ? wrap(block) : block;
    block.fields = new AggregatePrinter(this, aggregate, block).print(needed);
    return block;
  }

  private Block sort(Sort sort, ImmutableBitSet needed) {
    ImmutableBitSet keys = ImmutableBitSet.of(sort.getCollation().getKeys());
    Block block = block(sort.getInput(), needed.union(keys));
    boolean dear =
        keys.asList().stream().anyMatch(k -> block.field(k).is(Expr.SUB_QUERY | Expr.VOLATILE));
    Block sorted = block.body != null || block.hasLimit() || dear ? wrap(block) : block;
    RexPrinter printer = new RexPrinter(this, sorted.fields);
    if (!keys.isEmpty()) {
      sorted.orderBy.clear();
      sorted.orderBy.addAll(printer.order(sort.getCollation().getFieldCollations()));
    }
    if (sort.fetch != null || sort.offset != null) {
      sorted.limit = target.limit(number(printer, sort.fetch), number(printer, sort.offset));
    }
    return sorted;
  }

  private static @Nullable String number(RexPrinter printer, @Nullable RexNode node) {
    if (node == null) {
      return null;
    }
    return node instanceof RexLiteral literal && !literal.isNull()
        ? String.valueOf(literal.getValueAs(BigDecimal.class))
        : printer.print(node).in(Expr.PRIMARY - 1);
  }

  private Block setOp(SetOp setOp, ImmutableBitSet needed) {
    String word =
        switch (setOp.kind) {
          case UNION -> "UNION";
          case INTERSECT -> "INTERSECT";
          case EXCEPT -> "EXCEPT";
          default -> throw FederationErrors.unsupported(setOp.kind.toString());
        };
    int count = setOp.getRowType().getFieldCount();
    // A branch without a column is none; which rows are equal takes all columns to tell.
    boolean prunes = setOp.all && word.equals("UNION") && !needed.isEmpty();
    ImmutableBitSet fields = prunes ? needed : ImmutableBitSet.range(count);
    List<String> branches = new ArrayList<>();
    for (RelNode input : setOp.getInputs()) {
      Block branch = block(input, fields);
      boolean bare = branch.body == null && branch.orderBy.isEmpty() && !branch.hasLimit();
      branches.add(select(pick(bare ? branch : wrap(branch), fields), null));
    }
    Block block = new Block();
    block.body = String.join("\n" + word + (setOp.all ? " ALL" : "") + "\n", branches);
    List<@Nullable Expr> columns = nulls(setOp);
    fields.forEach(field -> columns.set(field, Expr.column("c" + field)));
    block.fields = columns;
    return block;
  }

  private Block values(Values values, ImmutableBitSet needed) {
    List<? extends List<RexLiteral>> rows = values.getTuples();
    if (rows.isEmpty()) {
      Block none = Block.of(null, nulls(values));
      List<@Nullable Expr> fields = nulls(values);
      for (int field : needed) {
        fields.set(
            field,
            target.literal(
                rexBuilder.makeNullLiteral(
                    values.getRowType().getFieldList().get(field).getType())));
      }
      none.fields = fields;
      none.where.add("FALSE");
      return none;
    }
    RexPrinter printer = new RexPrinter(this, List.of());
    List<String> selects = new ArrayList<>();
    Block first = Block.of(null, nulls(values));
    for (List<RexLiteral> row : rows) {
      Block block = Block.of(null, new ArrayList<>(printer.print(row)));
      first = selects.isEmpty() ? block : first;
      selects.add(
          target.isHub() ? "(" + RexPrinter.texts(printer.print(row)) + ")" : select(block, null));
    }
    if (rows.size() == 1) {
      return first;
    }
    Block block = Block.of(null, nulls(values));
    String alias = alias();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < values.getRowType().getFieldCount(); i++) {
      names.add("c" + i);
      block.fields.set(i, Expr.column(alias + ".c" + i));
    }
    block.oneRelation = true;
    block.from =
        target.isHub()
            ? "(VALUES "
                + String.join(", ", selects)
                + ") AS "
                + alias
                + "("
                + String.join(", ", names)
                + ")"
            : "(" + String.join(" UNION ALL ", selects) + ") AS " + alias;
    return block;
  }

  /// Enters the iterated part of a recursive query, whose rows so far have the name.
  void enter(List<String> table, String name) {
    working.addLast(Map.entry(table, name));
  }

  void leave() {
    working.removeLast();
  }

  /// The name of the rows so far of a recursive query.
  String working(List<String> table) {
    for (Map.Entry<List<String>, String> entry : working.reversed()) {
      if (entry.getKey().equals(table)) {
        return entry.getValue();
      }
    }
    throw FederationErrors.unsupported("the table " + String.join(".", table));
  }

  /// Adds a common table expression and returns its name.
  String with(String prefix, UnaryOperator<String> definition) {
    String name = prefix + withs.size() + "_" + aliases++;
    String text = definition.apply(name);
    withs.put(name, text);
    return name;
  }

  void recursive() {
    recursive = true;
  }
}

package io.merganser.planner.federate;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.Fragment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Prints what was decided: a statement for each fragment, and one that joins their streams.
final class Statements {
  private final RelRoot root;
  private final List<Column> columns;
  private final List<DataType> parameters;
  private final FieldTypes types;
  private final Estimates estimates;
  private final RexBuilder rexBuilder;

  Statements(
      RelRoot root,
      List<Column> columns,
      List<DataType> parameters,
      FieldTypes types,
      Estimates estimates) {
    this.root = root;
    this.columns = columns;
    this.parameters = parameters;
    this.types = types;
    this.estimates = estimates;
    this.rexBuilder = root.rel.getCluster().getRexBuilder();
  }

  /// One fragment that is the answer itself.
  ExecutablePlan.Federated whole(Option option, Site.Direct site) {
    RelNode rel = option.rel();
    RelPrinter printer = printer(Target.of(site), Statements::noStream, SharedPlans.none());
    Block block = top(printer, rel);
    List<Column> sent = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      names.add("c" + i);
      sent.add(new Column("c" + i, columns.get(i).type(), columns.get(i).nullable()));
    }
    String text = printer.statement(promised(printer, block, rel), names);
    Fragment fragment = fragment("f0", site, text, sent, rel, option.notes());
    return new ExecutablePlan.Federated(List.of(fragment), null, List.of(), columns, parameters);
  }

  private static RelPrinter.Stream noStream(StreamRel stream, ImmutableBitSet needed) {
    throw new IllegalStateException("a stream within a fragment");
  }

  /// A statement that joins streams, and the fragments they come from.
  ExecutablePlan.Federated joined(Option option) {
    RelNode rel = option.rel();
    SharedPlans shared = SharedPlans.of(rel);
    if (!shared.isEmpty()) {
      // Printed once to learn which columns those need who read a shared part.
      join(rel, shared, new Fragments(option));
      shared.settle();
    }
    Fragments fragments = new Fragments(option);
    Placeholders join = join(rel, shared, fragments);
    return new ExecutablePlan.Federated(
        fragments.all, join.sql(), join.parameters(), columns, parameters);
  }

  private Placeholders join(RelNode rel, SharedPlans shared, Fragments fragments) {
    RelPrinter printer = printer(Target.hub(), fragments, shared);
    Block block = promised(printer, top(printer, rel), rel);
    List<String> names =
        columns.stream().map(column -> printer.target().quote(column.name())).toList();
    return Placeholders.numbered(printer.statement(block, names));
  }

  private RelPrinter printer(Target target, RelPrinter.Streams streams, SharedPlans shared) {
    return new RelPrinter(target, rexBuilder, parameters, streams, shared);
  }

  private Block top(RelPrinter printer, RelNode rel) {
    Block block = printer.block(rel, ImmutableBitSet.of(root.fields.leftList()));
    return block.body == null ? block : printer.wrap(block);
  }

  /// The columns of the result in their order, each of the type that was promised.
  private Block promised(RelPrinter printer, Block block, RelNode rel) {
    List<@Nullable DataType> known = types.of(rel);
    List<@Nullable Expr> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int field = root.fields.leftList().get(i);
      Expr expr = block.field(field);
      DataType type = columns.get(i).type();
      boolean exact = expr.is(Expr.TYPED) && type.equals(known.get(field));
      boolean castable = type != Scalar.NULL;
      fields.add(
          exact || !castable
              ? expr
              : new Expr(printer.target().cast(expr.text(), type), Expr.PRIMARY, 0));
    }
    block.fields = fields;
    return block;
  }

  private Fragment fragment(
      String name,
      Site site,
      String text,
      List<Column> sent,
      RelNode rel,
      List<Option.Note> notes) {
    OptionalDouble rows = OptionalDouble.of(Math.rint(estimates.rows(rel)));
    return switch (site) {
      case Site.Hub ignored -> {
        Placeholders placed = Placeholders.numbered(text);
        yield new Fragment(name, null, placed.sql(), placed.parameters(), sent, rows, List.of());
      }
      case Site.Direct direct -> {
        Placeholders placed = Placeholders.positional(text);
        List<String> why =
            notes.stream()
                .filter(note -> note.site().equals(site))
                .map(Option.Note::text)
                .distinct()
                .toList();
        yield new Fragment(
            name, direct.catalog(), placed.sql(), placed.parameters(), sent, rows, why);
      }
    };
  }

  /// The fragments in the order in which the statement that joins them reads their streams.
  private final class Fragments implements RelPrinter.Streams {
    private final List<Fragment> all = new ArrayList<>();
    private final Option option;

    Fragments(Option option) {
      this.option = option;
    }

    @Override
    public RelPrinter.Stream open(StreamRel stream, ImmutableBitSet needed) {
      String name = "f" + all.size();
      RelNode query = stream.query();
      Site site = stream.site();
      RelPrinter printer = printer(Target.of(site), Statements::noStream, SharedPlans.none());
      Block block = RelPrinter.pick(printer.block(query, needed), needed);
      block = block.body == null ? block : printer.wrap(block);
      List<Column> sent = new ArrayList<>();
      List<String> names = new ArrayList<>();
      Map<Integer, RelPrinter.Sent> places = new LinkedHashMap<>();
      for (int field : needed) {
        String column = "c" + sent.size();
        DataType type = type(query, field);
        boolean exact = block.field(field).is(Expr.TYPED);
        if (site instanceof Site.Direct && !exact) {
          String cast = printer.target().cast(block.field(field).text(), type);
          block.fields.set(field, new Expr(cast, Expr.PRIMARY, 0));
        }
        names.add(column);
        boolean nullable = query.getRowType().getFieldList().get(field).getType().isNullable();
        sent.add(new Column(column, type, nullable));
        places.put(field, new RelPrinter.Sent(column, exact || site instanceof Site.Direct));
      }
      if (sent.isEmpty()) {
        sent.add(new Column("c0", Scalar.INTEGER, false));
      }
      String text = printer.statement(block, names);
      all.add(fragment(name, site, text, sent, query, option.notes()));
      return new RelPrinter.Stream(name, places);
    }

    private DataType type(RelNode query, int field) {
      DataType type = types.of(query).get(field);
      if (type == null) {
        String name = query.getRowType().getFieldNames().get(field);
        throw FederationErrors.unsupported("the type of column `" + name + "`");
      }
      return type;
    }
  }
}

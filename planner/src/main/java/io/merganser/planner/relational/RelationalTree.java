package io.merganser.planner.relational;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.TableName;
import io.merganser.planner.HubBinder;
import io.merganser.planner.federate.SourceTable;
import io.merganser.planner.parser.MerganserParser;
import java.util.List;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/// A resolved query as Calcite's relational tree: not simplified, sub-queries unexpanded, and over
/// just the tables that were resolved.
///
/// @param root null if there is none
/// @param obstacle why there is none; null if there is one
public record RelationalTree(@Nullable RelRoot root, @Nullable String obstacle) {

  /// Makes the tree of a query. The query's own tree is of no use afterwards.
  public static RelationalTree of(SqlNode query, List<SourceTable> tables, HubBinder hub) {
    String obstacle = Relational.obstacle(query);
    if (obstacle != null) {
      return new RelationalTree(null, obstacle);
    }
    try {
      return new RelationalTree(convert(query, tables, hub), null);
    } catch (CalciteException | UnsupportedOperationException | AssertionError e) {
      // The hub has accepted the statement: where Calcite does not, it runs whole.
      return new RelationalTree(null, "no relational form was found");
    }
  }

  private static RelRoot convert(SqlNode query, List<SourceTable> tables, HubBinder hub) {
    HubTypeFactory types = new HubTypeFactory();
    CalciteCatalogReader reader =
        new CalciteCatalogReader(
            schema(tables),
            List.of(),
            types,
            CalciteConnectionConfigImpl.DEFAULT.set(
                CalciteConnectionProperty.CASE_SENSITIVE, "false"));
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            new HubOperators(hub, types),
            reader,
            types,
            SqlValidator.Config.DEFAULT
                .withConformance(MerganserParser.CONFORMANCE)
                .withIdentifierExpansion(true)
                .withCallRewrite(false)
                .withDefaultNullCollation(NullCollation.LAST));
    SqlNode validated = validator.validate(query);
    HepPlanner planner = new HepPlanner(HepProgram.builder().build());
    planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
    RelOptCluster cluster = RelOptCluster.create(planner, new RexBuilder(types));
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (rowType, sql, schemaPath, viewPath) -> {
              throw new UnsupportedOperationException("there are no views");
            },
            validator,
            reader,
            cluster,
            StandardConvertletTable.INSTANCE,
            SqlToRelConverter.config()
                .withExpand(false)
                .withInSubQueryThreshold(Integer.MAX_VALUE)
                .withRemoveSortInSubQuery(false)
                .withTrimUnusedFields(false)
                .withRelBuilderConfigTransform(RelationalTree::exact));
    return converter.convertQuery(validated, false, true);
  }

  /// Calcite would fold and merge by its own arithmetic.
  private static RelBuilder.Config exact(RelBuilder.Config config) {
    return config
        .withSimplify(false)
        .withSimplifyLimit(false)
        .withSimplifyValues(false)
        .withPushJoinCondition(false)
        .withBloat(-1);
  }

  private static CalciteSchema schema(List<SourceTable> tables) {
    CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    SchemaPlus top = root.plus();
    for (SourceTable table : tables) {
      TableName name = table.schema().name();
      SchemaPlus catalog = child(top, name.catalog());
      child(catalog, name.schema()).add(name.table(), new ResolvedTable(table));
    }
    return root;
  }

  private static SchemaPlus child(SchemaPlus parent, String name) {
    SchemaPlus known = parent.subSchemas().get(name);
    return known == null ? parent.add(name, new AbstractSchema()) : known;
  }

  /// A table whose `unwrap` gives the [SourceTable].
  private static final class ResolvedTable extends AbstractTable {
    private final SourceTable table;

    ResolvedTable(SourceTable table) {
      this.table = table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
      HubTypeFactory types = (HubTypeFactory) factory;
      RelDataTypeFactory.Builder row = factory.builder();
      for (Column column : table.schema().columns()) {
        row.add(column.name(), types.nullable(column.type()));
      }
      return row.build();
    }

    @Override
    public <C> @Nullable C unwrap(Class<C> type) {
      return type.isInstance(table) ? type.cast(table) : super.unwrap(type);
    }
  }
}

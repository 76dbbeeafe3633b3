package io.merganser.planner.federate;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/// Calcite's own parser, validator and converter, with types near enough to DuckDB's.
final class TestingParser {
  private final Map<String, SourceTable> tables;

  TestingParser(Map<String, SourceTable> tables) {
    this.tables = tables;
  }

  RelRoot parse(String sql) {
    JavaTypeFactoryImpl types = new JavaTypeFactoryImpl(new Types());
    CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    tables.forEach((name, table) -> root.add(name, new TestingTable(table)));
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    CalciteCatalogReader reader =
        new CalciteCatalogReader(
            root, List.of(), types, new CalciteConnectionConfigImpl(properties));
    SqlOperatorTable operators = SqlStdOperatorTable.instance();
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            operators,
            reader,
            types,
            SqlValidator.Config.DEFAULT
                .withConformance(SqlConformanceEnum.LENIENT)
                .withDefaultNullCollation(NullCollation.LAST)
                .withIdentifierExpansion(true));
    try {
      SqlNode node =
          SqlParser.create(
                  sql,
                  SqlParser.config()
                      .withUnquotedCasing(Casing.UNCHANGED)
                      .withConformance(SqlConformanceEnum.LENIENT))
              .parseQuery();
      SqlToRelConverter converter =
          new SqlToRelConverter(
              (rowType, query, schemaPath, viewPath) -> {
                throw new UnsupportedOperationException("views");
              },
              validator,
              reader,
              RelOptCluster.create(
                  new HepPlanner(HepProgram.builder().build()), new RexBuilder(types)),
              StandardConvertletTable.INSTANCE,
              SqlToRelConverter.config()
                  .withExpand(false)
                  .withInSubQueryThreshold(Integer.MAX_VALUE)
                  .withRemoveSortInSubQuery(false)
                  .withRelBuilderConfigTransform(config ->
                      config
                          .withSimplify(false)
                          .withSimplifyLimit(false)
                          .withPushJoinCondition(false)));
      return converter.convertQuery(validator.validate(node), false, true);
    } catch (SqlParseException e) {
      throw new IllegalArgumentException(sql, e);
    }
  }

  /// DuckDB's types of aggregates.
  private static final class Types extends RelDataTypeSystemImpl {
    @Override
    public int getMaxPrecision(SqlTypeName type) {
      return switch (type) {
        case DECIMAL -> 39;
        case TIMESTAMP, TIME -> 9;
        default -> super.getMaxPrecision(type);
      };
    }

    @Override
    public int getMaxScale(SqlTypeName type) {
      return type == SqlTypeName.DECIMAL ? 38 : super.getMaxScale(type);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
      return switch (type) {
        case TIMESTAMP, TIME -> 6;
        case DECIMAL -> 18;
        default -> super.getDefaultPrecision(type);
      };
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
      RelDataType sum =
          switch (argument.getSqlTypeName()) {
            case DECIMAL -> types.createSqlType(SqlTypeName.DECIMAL, 38, argument.getScale());
            case DOUBLE -> argument;
            default -> types.createSqlType(SqlTypeName.DECIMAL, 39, 0);
          };
      return types.createTypeWithNullability(sum, true);
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
      return types.createTypeWithNullability(types.createSqlType(SqlTypeName.DOUBLE), true);
    }

    @Override
    public @Nullable RelDataType deriveDecimalDivideType(
        RelDataTypeFactory types, RelDataType left, RelDataType right) {
      return types.createTypeWithNullability(types.createSqlType(SqlTypeName.DOUBLE), true);
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
      return true;
    }
  }

  private static final class TestingTable extends AbstractTable {
    private final SourceTable table;

    TestingTable(SourceTable table) {
      this.table = table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
      RelDataTypeFactory.Builder row = types.builder();
      for (Column column : table.schema().columns()) {
        row.add(column.name(), types.createTypeWithNullability(type(types, column.type()), true));
      }
      return row.build();
    }

    private static RelDataType type(RelDataTypeFactory types, DataType type) {
      return switch (type) {
        case DataType.Decimal(int precision, int scale) ->
            types.createSqlType(SqlTypeName.DECIMAL, precision, scale);
        case DataType.Scalar.HUGEINT -> types.createSqlType(SqlTypeName.DECIMAL, 39, 0);
        case DataType.Scalar.VARCHAR -> types.createSqlType(SqlTypeName.VARCHAR);
        default -> types.createSqlType(SqlTypeName.valueOf(type.toString()));
      };
    }

    @Override
    public <C> @Nullable C unwrap(Class<C> type) {
      return type.isInstance(table) ? type.cast(table) : super.unwrap(type);
    }
  }
}

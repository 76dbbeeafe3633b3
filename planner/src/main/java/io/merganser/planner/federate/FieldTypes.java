package io.merganser.planner.federate;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// The types that values have on the wire: those of a source's columns as the source told them, all
/// others as Calcite derived them. Null stands for a type that we cannot name.
final class FieldTypes {
  private final IdentityHashMap<RelNode, List<@Nullable DataType>> known = new IdentityHashMap<>();

  List<@Nullable DataType> of(RelNode rel) {
    List<@Nullable DataType> types = known.get(rel);
    if (types == null) {
      types = derive(rel);
      known.put(rel, types);
    }
    return types;
  }

  @Nullable DataType of(RexNode node, List<@Nullable DataType> inputs) {
    return node instanceof RexInputRef ref && ref.getIndex() < inputs.size()
        ? inputs.get(ref.getIndex())
        : of(node.getType());
  }

  private List<@Nullable DataType> derive(RelNode rel) {
    List<@Nullable DataType> types = new ArrayList<>();
    switch (rel) {
      case TableScan scan -> scan(scan, types);
      case StreamRel stream -> types.addAll(of(stream.query()));
      case Filter filter -> types.addAll(of(filter.getInput()));
      case Sort sort -> types.addAll(of(sort.getInput()));
      case Project project -> {
        List<@Nullable DataType> inputs = of(project.getInput());
        project.getProjects().forEach(node -> types.add(of(node, inputs)));
      }
      case Join join -> {
        types.addAll(of(join.getLeft()));
        if (join.getJoinType().projectsRight()) {
          types.addAll(of(join.getRight()));
        }
      }
      case Correlate correlate -> {
        types.addAll(of(correlate.getLeft()));
        types.addAll(of(correlate.getRight()));
      }
      case Aggregate aggregate -> {
        List<@Nullable DataType> inputs = of(aggregate.getInput());
        aggregate.getGroupSet().forEach(key -> types.add(inputs.get(key)));
        aggregate.getAggCallList().forEach(call -> types.add(of(call.getType())));
      }
      default -> types.addAll(derived(rel));
    }
    return types;
  }

  private static void scan(TableScan scan, List<@Nullable DataType> types) {
    SourceTable table = Origin.table(scan);
    if (table == null) {
      types.addAll(derived(scan));
    } else {
      table.schema().columns().stream().map(Column::type).forEach(types::add);
    }
  }

  private static List<@Nullable DataType> derived(RelNode rel) {
    List<@Nullable DataType> types = new ArrayList<>();
    rel.getRowType().getFieldList().forEach(field -> types.add(of(field.getType())));
    return types;
  }

  /// What the hub calls a type of Calcite's.
  static @Nullable DataType of(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> Scalar.BOOLEAN;
      case TINYINT -> Scalar.TINYINT;
      case SMALLINT -> Scalar.SMALLINT;
      case INTEGER -> Scalar.INTEGER;
      case BIGINT -> Scalar.BIGINT;
      case UTINYINT -> Scalar.UTINYINT;
      case USMALLINT -> Scalar.USMALLINT;
      case UINTEGER -> Scalar.UINTEGER;
      case UBIGINT -> Scalar.UBIGINT;
      case DECIMAL -> decimal(type);
      case REAL, FLOAT -> Scalar.FLOAT;
      case DOUBLE -> Scalar.DOUBLE;
      case CHAR, VARCHAR -> Scalar.VARCHAR;
      case BINARY, VARBINARY -> Scalar.BLOB;
      case DATE -> Scalar.DATE;
      case TIME -> type.getPrecision() > 6 ? Scalar.TIME_NS : Scalar.TIME;
      case TIME_TZ, TIME_WITH_LOCAL_TIME_ZONE -> Scalar.TIMETZ;
      case TIMESTAMP -> type.getPrecision() > 6 ? Scalar.TIMESTAMP_NS : Scalar.TIMESTAMP;
      case TIMESTAMP_TZ, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Scalar.TIMESTAMPTZ;
      case INTERVAL_YEAR,
          INTERVAL_YEAR_MONTH,
          INTERVAL_MONTH,
          INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND ->
          Scalar.INTERVAL;
      case UUID -> Scalar.UUID;
      case NULL -> Scalar.NULL;
      case ARRAY -> list(type);
      case ROW -> struct(type);
      default -> null;
    };
  }

  /// DECIMAL(39,0) is how the validator writes HUGEINT.
  private static @Nullable DataType decimal(RelDataType type) {
    if (type.getPrecision() == 39) {
      return type.getScale() == 0 ? Scalar.HUGEINT : null;
    }
    boolean fits =
        type.getPrecision() >= 1
            && type.getPrecision() <= 38
            && type.getScale() >= 0
            && type.getScale() <= type.getPrecision();
    return fits ? new DataType.Decimal(type.getPrecision(), type.getScale()) : null;
  }

  private static @Nullable DataType list(RelDataType type) {
    RelDataType component = type.getComponentType();
    DataType element = component == null ? null : of(component);
    return element == null ? null : new DataType.ListOf(element);
  }

  private static @Nullable DataType struct(RelDataType type) {
    List<DataType.Field> fields = new ArrayList<>();
    for (RelDataTypeField field : type.getFieldList()) {
      DataType element = of(field.getType());
      if (element == null) {
        return null;
      }
      fields.add(new DataType.Field(field.getName(), element));
    }
    return new DataType.Struct(fields);
  }
}

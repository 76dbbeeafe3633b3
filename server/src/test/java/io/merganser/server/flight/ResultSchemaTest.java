package io.merganser.server.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class ResultSchemaTest {
  @Test
  void everyFieldSaysItsTypePrecisionAndScale() {
    Schema schema =
        ResultSchema.of(List.of(new Column("price", DataType.parse("DECIMAL(12,2)"), false)));
    assertThat(schema.findField("price").isNullable()).isTrue();
    assertThat(schema.findField("price").getMetadata())
        .containsEntry("ARROW:FLIGHT:SQL:TYPE_NAME", "DECIMAL(12,2)")
        .containsEntry("ARROW:FLIGHT:SQL:PRECISION", "12")
        .containsEntry("ARROW:FLIGHT:SQL:SCALE", "2")
        .doesNotContainKey("ARROW:FLIGHT:SQL:REMARKS");
  }

  @Test
  void aTableSaysWhereItsColumnsAreAndWhetherTheyHoldNulls() {
    TableSchema table =
        new TableSchema(
            new TableName("sales", "public", "orders"),
            TableSchema.Kind.TABLE,
            List.of(new Column("id", DataType.Scalar.BIGINT, false)),
            List.of(),
            null);
    Schema schema = ResultSchema.of(table);
    assertThat(schema.findField("id").isNullable()).isFalse();
    assertThat(schema.findField("id").getMetadata())
        .containsEntry("ARROW:FLIGHT:SQL:CATALOG_NAME", "sales")
        .containsEntry("ARROW:FLIGHT:SQL:SCHEMA_NAME", "public")
        .containsEntry("ARROW:FLIGHT:SQL:TABLE_NAME", "orders");
  }

  @Test
  void timesAreAskedForInMillisecondsBecauseTheDriverSendsThose() {
    Schema schema =
        ResultSchema.ofParameters(
            List.of(DataType.Scalar.TIMESTAMP, DataType.Scalar.TIMESTAMPTZ, DataType.Scalar.TIME));
    assertThat(schema.getFields())
        .extracting(field -> (Object) field.getType())
        .containsExactly(
            new ArrowType.Timestamp(TimeUnit.MILLISECOND, null),
            new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC"),
            new ArrowType.Time(TimeUnit.MILLISECOND, 32));
    assertThat(schema.getFields())
        .extracting(field -> field.getName())
        .containsExactly("$1", "$2", "$3");
  }
}

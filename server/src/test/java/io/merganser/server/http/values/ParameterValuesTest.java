package io.merganser.server.http.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParameterValuesTest {
  @Test
  void narrowsAndWidensNumbersExactly() {
    assertThat(convert("TINYINT", 127L)).isEqualTo((byte) 127);
    assertThat(convert("SMALLINT", new BigDecimal("7.0"))).isEqualTo((short) 7);
    assertThat(convert("INTEGER", "42")).isEqualTo(42);
    assertThat(convert("BIGINT", (byte) 1)).isEqualTo(1L);
    assertThat(convert("HUGEINT", Long.MAX_VALUE)).isEqualTo(BigInteger.valueOf(Long.MAX_VALUE));
    assertThat(convert("UBIGINT", "18446744073709551615"))
        .isEqualTo(new BigInteger("18446744073709551615"));
    assertThat(convert("DECIMAL(6,3)", 1.5)).isEqualTo(new BigDecimal("1.500"));
    assertThat(convert("FLOAT", 0.1)).isEqualTo(0.1f);
    assertThat(convert("DOUBLE", new BigDecimal("0.1"))).isEqualTo(0.1);
    assertThat(convert("DOUBLE", "NaN")).isEqualTo(Double.NaN);
  }

  @Test
  void refusesWhatDoesNotFit() {
    refuses("TINYINT", 128);
    refuses("INTEGER", 1.5);
    refuses("INTEGER", "x");
    refuses("INTEGER", true);
    refuses("UTINYINT", -1);
    refuses("UTINYINT", 256);
    refuses("DECIMAL(4,2)", new BigDecimal("1.234"));
    refuses("DECIMAL(4,2)", 100);
    refuses("FLOAT", 1e300);
    refuses("DOUBLE", new BigDecimal("1e400"));
    refuses("BOOLEAN", 1);
    refuses("DATE", "2020-02-30");
    refuses("UUID", "x");
    refuses("INTEGER[2]", List.of(1));
    refuses("INTEGER[]", 1);
  }

  @Test
  void refusesNumbersThatGrowWithoutEnd() {
    refuses("HUGEINT", "1e999999999");
    refuses("DECIMAL(38,0)", new BigDecimal("1e999999999"));
    refuses("VARCHAR", new BigDecimal("1e999999999"));
  }

  @Test
  void readsDatesAndTimes() {
    assertThat(convert("DATE", "2020-02-29")).isEqualTo(LocalDate.of(2020, 2, 29));
    assertThat(convert("TIME", "12:34:56.789")).isEqualTo(LocalTime.parse("12:34:56.789"));
    LocalDateTime moment = LocalDateTime.parse("2020-01-01T00:00:00.123456");
    assertThat(convert("TIMESTAMP", "2020-01-01 00:00:00.123456")).isEqualTo(moment);
    assertThat(convert("TIMESTAMP", "2020-01-01"))
        .isEqualTo(LocalDate.parse("2020-01-01").atStartOfDay());
    String type = "TIMESTAMP WITH TIME ZONE";
    assertThat(convert(type, moment)).isEqualTo(OffsetDateTime.parse(moment + "Z"));
    assertThat(convert(type, "2020-01-01T00:00:00.123456Z"))
        .isEqualTo(OffsetDateTime.parse(moment + "Z"));
    assertThat(convert(type, "2020-01-01 00:00:00.123456+02"))
        .isEqualTo(OffsetDateTime.parse(moment + "+02:00"));
    assertThat(convert(type, "2020-01-01 00:00:00.123456"))
        .isEqualTo(OffsetDateTime.parse(moment + "Z"));
  }

  @Test
  void readsOthers() {
    assertThat(convert("VARCHAR", 7)).isEqualTo("7");
    assertThat(convert("BOOLEAN", "TRUE")).isEqualTo(true);
    assertThat((byte[]) convert("BLOB", "qgA=")).containsExactly(0xAA, 0);
    assertThat(convert("UUID", "00112233-4455-6677-8899-aabbccddeeff"))
        .isEqualTo(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
    assertThat(convert("INTEGER[]", Arrays.asList(1L, null))).isEqualTo(Arrays.asList(1, null));
    assertThat(convert("ENUM('a')", "a")).isEqualTo("a");
    assertThat(convert("INTEGER", null)).isNull();
  }

  @Test
  void countsValues() {
    List<DataType> types = List.of(DataType.Scalar.INTEGER);
    assertThatThrownBy(() -> ParameterValues.convert(List.of(1, 2), types))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("2 values");
  }

  private static @Nullable Object convert(String type, @Nullable Object given) {
    return ParameterValues.convert(Arrays.asList(given), List.of(DataType.parse(type))).getFirst();
  }

  private static void refuses(String type, Object given) {
    assertThatThrownBy(() -> convert(type, given))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ConnectorError.DATA_ERROR))
        .hasMessageContaining("parameter 1");
  }
}

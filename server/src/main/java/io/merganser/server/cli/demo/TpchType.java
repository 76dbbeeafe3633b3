package io.merganser.server.cli.demo;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import java.math.BigDecimal;
import java.time.LocalDate;

/// A column of TPC-H with the type that the specification gives it. The generator hands decimals
/// out as doubles; here they are cents.
enum TpchType {
  KEY("BIGINT"),
  INTEGER("INTEGER"),
  DECIMAL("DECIMAL(15,2)"),
  DATE("DATE"),
  TEXT("VARCHAR");

  private final String sql;

  TpchType(String sql) {
    this.sql = sql;
  }

  /// The type's name, which Postgres, SQLite and DuckDB all read.
  String sql() {
    return sql;
  }

  static <E extends TpchEntity> TpchType of(TpchColumn<E> column) {
    return switch (column.getType().getBase()) {
      case IDENTIFIER -> KEY;
      case INTEGER -> INTEGER;
      case DOUBLE -> DECIMAL;
      case DATE -> DATE;
      case VARCHAR -> TEXT;
    };
  }

  static <E extends TpchEntity> long cents(TpchColumn<E> column, E row) {
    return Math.round(column.getDouble(row) * 100);
  }

  static <E extends TpchEntity> BigDecimal decimal(TpchColumn<E> column, E row) {
    return BigDecimal.valueOf(cents(column, row), 2);
  }

  static <E extends TpchEntity> LocalDate date(TpchColumn<E> column, E row) {
    return LocalDate.ofEpochDay(column.getDate(row));
  }

  /// `a BIGINT NOT NULL, b …` for a CREATE TABLE.
  static <E extends TpchEntity> String columnList(Iterable<TpchColumn<E>> columns) {
    StringBuilder list = new StringBuilder();
    for (TpchColumn<E> column : columns) {
      list.append(list.isEmpty() ? "" : ", ")
          .append(column.getColumnName())
          .append(' ')
          .append(of(column).sql())
          .append(" NOT NULL");
    }
    return list.toString();
  }
}

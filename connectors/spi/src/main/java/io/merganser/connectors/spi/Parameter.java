package io.merganser.connectors.spi;

import org.jspecify.annotations.Nullable;

/// A value for a parameter of a statement, with the type that the planner gave the parameter.
///
/// @param value null, Boolean, Byte, Short, Integer, Long, BigInteger, BigDecimal, Float, Double,
///   String, byte[], LocalDate, LocalTime, LocalDateTime, OffsetDateTime, UUID, or a List of these;
///   MAX and MIN of the three with a date are infinity
public record Parameter(DataType type, @Nullable Object value) {}

package io.merganser.connectors.spi;

/// A column of a table or of a result.
///
/// @param name as the source spells it
/// @param nullable whether the source says that it may hold nulls
public record Column(String name, DataType type, boolean nullable) {}

package io.merganser.connectors.spi;

/// A place in the text of a statement; both count from 1.
public record SourcePosition(int line, int column) {}

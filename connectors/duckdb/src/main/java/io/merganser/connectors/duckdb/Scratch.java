package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Connector;

/// A catalog in the memory of an engine, made while it runs, under a name that cannot be guessed.
/// All connections of the engine can reach it; whoever has it decides who learns the name. What it
/// holds counts as the engine's memory, and spills like it.
public final class Scratch implements AutoCloseable {
  private final String name;
  private final Connector metadata;
  private final Runnable detach;

  Scratch(String name, Connector metadata, Runnable detach) {
    this.name = name;
    this.metadata = metadata;
    this.detach = detach;
  }

  public String name() {
    return name;
  }

  /// Lists and describes its tables, as they are at each call.
  public Connector metadata() {
    return metadata;
  }

  /// Lets it go with all that it holds; a statement that reads it meanwhile ends as it would have.
  @Override
  public void close() {
    detach.run();
  }
}

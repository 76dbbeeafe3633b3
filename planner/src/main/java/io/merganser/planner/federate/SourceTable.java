package io.merganser.planner.federate;

import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.SourceCatalog;

/// What a table of a plan is: unwrapped from Calcite's `RelOptTable` wherever a plan is cut.
public record SourceTable(SourceCatalog catalog, TableSchema schema) {}

/// SQLite files as sources: attached by DuckDB's own extension, or direct over the driver, where
/// values that are not of their column's declared type are errors.
///
/// Read [SqliteConnectorFactory] first.
@NullMarked
package io.merganser.connectors.sqlite;

import org.jspecify.annotations.NullMarked;

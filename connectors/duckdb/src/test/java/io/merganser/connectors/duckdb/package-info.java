/// Proves the hub against the real DuckDB: its lock, its types, its cancellation and its errors.
@NullMarked
package io.merganser.connectors.duckdb;

import org.jspecify.annotations.NullMarked;

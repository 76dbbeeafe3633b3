/// The hub: one DuckDB instance that holds attached sources, is locked down, and runs statements.
///
/// [DuckDbEngine] turns a configuration and attachments into a locked instance; an
/// [EngineConnection] turns a statement that we printed into Arrow batches. Read [DuckDbEngine]
/// first. What differs between DuckDB versions stays in [EngineErrors] and [LockDown].
@NullMarked
package io.merganser.connectors.duckdb;

import org.jspecify.annotations.NullMarked;

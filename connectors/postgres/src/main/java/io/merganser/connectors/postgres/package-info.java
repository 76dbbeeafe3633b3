/// PostgreSQL as a source: attached by DuckDB's own extension, or direct, where fragments run on
/// connections of ours and come back by binary `COPY`.
///
/// Read [PostgresConnectorFactory] first.
@NullMarked
package io.merganser.connectors.postgres;

import org.jspecify.annotations.NullMarked;

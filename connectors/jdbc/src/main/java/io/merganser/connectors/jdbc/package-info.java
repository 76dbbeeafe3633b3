/// What sources behind a JDBC driver share: a lazy pool, fragments that come out as Arrow batches,
/// cancellation that reaches the source, and the one place where an `SQLException` becomes ours.
///
/// A connector composes these parts instead of inheriting them; read [JdbcDirectConnector] first.
@NullMarked
package io.merganser.connectors.jdbc;

import org.jspecify.annotations.NullMarked;

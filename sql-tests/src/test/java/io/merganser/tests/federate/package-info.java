/// Statements over real sources of several kinds, asked through a whole server and compared with
/// DuckDB on the same data. Read [Spread].
@NullMarked
package io.merganser.tests.federate;

import org.jspecify.annotations.NullMarked;

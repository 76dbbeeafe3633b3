/// TPC-DS: its tables in a DuckDB file and its 99 queries.
@NullMarked
package io.merganser.bench.tpcds;

import org.jspecify.annotations.NullMarked;

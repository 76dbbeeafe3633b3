/// Benchmarks: a server in a process of its own, and DuckDB in ours, on the same files in the same
/// run. Read [Bench].
@NullMarked
package io.merganser.bench;

import org.jspecify.annotations.NullMarked;

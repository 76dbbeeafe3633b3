/// Suites of others, answered by a server and by DuckDB itself.
@NullMarked
package io.merganser.tests.suite;

import org.jspecify.annotations.NullMarked;

/// Every type of DuckDB through every front door. The expectations are data, `types.txt`, of which
/// `docs/types.md` is made; read [TypesTest] first.
@NullMarked
package io.merganser.tests.types;

import org.jspecify.annotations.NullMarked;

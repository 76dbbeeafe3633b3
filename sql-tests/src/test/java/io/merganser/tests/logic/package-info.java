/// The seven million statements by which SQLite is tested, through a server and in DuckDB itself.
/// Read [SqlLogicTest] first.
@NullMarked
package io.merganser.tests.logic;

import org.jspecify.annotations.NullMarked;

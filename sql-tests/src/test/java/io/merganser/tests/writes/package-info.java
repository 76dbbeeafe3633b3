/// Statements that change rows and tables, and transactions, by real clients.
@NullMarked
package io.merganser.tests.writes;

import org.jspecify.annotations.NullMarked;

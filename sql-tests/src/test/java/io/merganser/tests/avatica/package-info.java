/// The server as Avatica's remote JDBC driver sees it.
@NullMarked
package io.merganser.tests.avatica;

import org.jspecify.annotations.NullMarked;

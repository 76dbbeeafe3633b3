/// Real clients of Flight SQL against a whole server: the JDBC driver and the plain Flight client.
@NullMarked
package io.merganser.tests.flight;

import org.jspecify.annotations.NullMarked;

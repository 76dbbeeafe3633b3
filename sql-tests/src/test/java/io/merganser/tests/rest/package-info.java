/// The server as a client of plain HTTP sees it.
@NullMarked
package io.merganser.tests.rest;

import org.jspecify.annotations.NullMarked;

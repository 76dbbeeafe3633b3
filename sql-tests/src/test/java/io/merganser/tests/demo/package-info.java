/// The demo as a new user meets it.
@NullMarked
package io.merganser.tests.demo;

import org.jspecify.annotations.NullMarked;

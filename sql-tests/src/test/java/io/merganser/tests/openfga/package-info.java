/// A whole server that asks a real OpenFGA server, and what happens where that one fails.
@NullMarked
package io.merganser.tests.openfga;

import org.jspecify.annotations.NullMarked;

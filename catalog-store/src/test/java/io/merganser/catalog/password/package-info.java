/// Tests.
@NullMarked
package io.merganser.catalog.password;

import org.jspecify.annotations.NullMarked;

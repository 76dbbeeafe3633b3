/// Tests.
@NullMarked
package io.merganser.catalog.secret;

import org.jspecify.annotations.NullMarked;

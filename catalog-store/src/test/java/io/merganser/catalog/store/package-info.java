/// Tests.
@NullMarked
package io.merganser.catalog.store;

import org.jspecify.annotations.NullMarked;

/// Tests.
@NullMarked
package io.merganser.catalog.manifest;

import org.jspecify.annotations.NullMarked;

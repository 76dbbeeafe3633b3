/// Tests.
@NullMarked
package io.merganser.catalog.login;

import org.jspecify.annotations.NullMarked;

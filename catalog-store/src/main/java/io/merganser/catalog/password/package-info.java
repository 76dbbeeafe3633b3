/// Passwords as they are declared and kept. Read [io.merganser.catalog.password.Passwords].
@NullMarked
package io.merganser.catalog.password;

import org.jspecify.annotations.NullMarked;

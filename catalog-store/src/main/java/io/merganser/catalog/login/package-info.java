/// A name and a password into a principal. Read [io.merganser.catalog.login.Authentication].
@NullMarked
package io.merganser.catalog.login;

import org.jspecify.annotations.NullMarked;

/// Secrets as they are declared, kept and resolved. Read [io.merganser.catalog.secret.SecretRef].
@NullMarked
package io.merganser.catalog.secret;

import org.jspecify.annotations.NullMarked;

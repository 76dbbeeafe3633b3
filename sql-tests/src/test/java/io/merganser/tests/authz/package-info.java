/// Attacks on what principals may not see, over real protocols and sources. Read
/// [io.merganser.tests.authz.AttackTest].
@NullMarked
package io.merganser.tests.authz;

import org.jspecify.annotations.NullMarked;

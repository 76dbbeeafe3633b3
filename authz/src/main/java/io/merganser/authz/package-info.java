/// Who may do what: pure decisions, no I/O, no SQL, no Calcite.
///
/// [EffectiveSet] is what a principal may do now; [Authorizer] holds a statement's [Requirement]s
/// against it and is the only maker of [Authorized].
@NullMarked
package io.merganser.authz;

import org.jspecify.annotations.NullMarked;

/// Cuts a plan over several engines into fragments.
///
/// A relational tree goes in, a [io.merganser.planner.ExecutablePlan.Federated] comes out:
/// [Federation] says how.
@NullMarked
package io.merganser.planner.federate;

import org.jspecify.annotations.NullMarked;

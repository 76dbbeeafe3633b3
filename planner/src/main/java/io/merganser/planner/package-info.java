/// From text to an executable plan; the only home of Calcite.
///
/// [QueryPlanner] is the entry. Text becomes a [ParsedStatement], against a [PlanningContext] an
/// [AnalyzedStatement], which [Requirements] holds out for authorization and which comes back as
/// [io.merganser.authz.Authorized] to become an [ExecutablePlan].
@NullMarked
package io.merganser.planner;

import org.jspecify.annotations.NullMarked;

/// Turns a resolved parse tree into Calcite's relational tree, where that says exactly the same.
/// Read [RelationalTree].
@NullMarked
package io.merganser.planner.relational;

import org.jspecify.annotations.NullMarked;

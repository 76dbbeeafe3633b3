/// Resolves the names of a parse tree and refuses what was not reviewed. Read [NameResolver].
@NullMarked
package io.merganser.planner.analyze;

import org.jspecify.annotations.NullMarked;

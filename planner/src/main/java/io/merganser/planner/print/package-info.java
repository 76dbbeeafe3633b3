/// Prints resolved trees as SQL that the hub reads. Read [HubPrinter].
@NullMarked
package io.merganser.planner.print;

import org.jspecify.annotations.NullMarked;

/// A second opinion on what we printed: the text is parsed again, and what it names is compared
/// with what was authorized. Read [Relisting][io.merganser.planner.relist.Relisting].
@NullMarked
package io.merganser.planner.relist;

import org.jspecify.annotations.NullMarked;

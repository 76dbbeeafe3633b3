/// What a client may set for its session: the reviewed list is [SessionSetting], what one session
/// has set is [SessionSettings].
@NullMarked
package io.merganser.planner.settings;

import org.jspecify.annotations.NullMarked;

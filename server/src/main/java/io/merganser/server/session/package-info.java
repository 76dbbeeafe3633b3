/// Who is connected: logins become sessions, sessions end. Read [Sessions].
@NullMarked
package io.merganser.server.session;

import org.jspecify.annotations.NullMarked;

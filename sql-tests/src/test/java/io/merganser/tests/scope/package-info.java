/// Scopes, by real clients against a real server. Start with [ScopeTest].
@NullMarked
package io.merganser.tests.scope;

import org.jspecify.annotations.NullMarked;

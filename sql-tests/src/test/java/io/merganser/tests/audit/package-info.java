/// The audit trail, as administrators see it.
@NullMarked
package io.merganser.tests.audit;

import org.jspecify.annotations.NullMarked;

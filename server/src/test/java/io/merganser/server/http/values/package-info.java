@NullMarked
package io.merganser.server.http.values;

import org.jspecify.annotations.NullMarked;

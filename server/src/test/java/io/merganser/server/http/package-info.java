@NullMarked
package io.merganser.server.http;

import org.jspecify.annotations.NullMarked;

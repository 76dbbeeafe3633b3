/// Values between Arrow batches, JSON and text, for the protocols over HTTP. Read [ArrowValues] for
/// what leaves and [ParameterValues] for what comes in.
@NullMarked
package io.merganser.server.http.values;

import org.jspecify.annotations.NullMarked;

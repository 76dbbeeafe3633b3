/// Metrics of statements, on the pipeline's one seam. Read [QueryMetrics].
@NullMarked
package io.merganser.server.metrics;

import org.jspecify.annotations.NullMarked;

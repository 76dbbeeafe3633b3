/// The pipeline from text to a running result, and the threads it runs on. Read [QueryPipeline].
@NullMarked
package io.merganser.server.query;

import org.jspecify.annotations.NullMarked;

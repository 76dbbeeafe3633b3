package io.merganser.connectors.spi;

import org.apache.arrow.memory.BufferAllocator;

/// What a running fragment belongs to.
///
/// @param allocator memory of the statement; the stream's buffers come from it
/// @param cancellation stops the statement
public record FragmentContext(BufferAllocator allocator, Cancellation cancellation) {}

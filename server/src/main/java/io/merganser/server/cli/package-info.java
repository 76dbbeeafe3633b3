/// The command line: turns arguments into a running server, a demo, or an answer. Read [Cli].
@NullMarked
package io.merganser.server.cli;

import org.jspecify.annotations.NullMarked;

/// The server's settings: read once from file, environment and command line into records. Read
/// [ConfigReader]; [Setting] has the list of all.
@NullMarked
package io.merganser.server.config;

import org.jspecify.annotations.NullMarked;

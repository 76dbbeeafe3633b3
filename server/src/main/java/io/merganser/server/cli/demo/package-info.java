/// The demo: TPC-H spread over engines that really run. Read [Demo].
@NullMarked
package io.merganser.server.cli.demo;

import org.jspecify.annotations.NullMarked;

/// What belongs to one session and to no other: settings, temporary tables. Read `SettingsTest`.
@NullMarked
package io.merganser.tests.session;

import org.jspecify.annotations.NullMarked;

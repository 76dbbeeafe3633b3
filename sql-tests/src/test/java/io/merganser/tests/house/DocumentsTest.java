package io.merganser.tests.house;

import io.merganser.server.config.Setting;
import org.junit.jupiter.api.Test;

/// Documents say what is.
class DocumentsTest {
  @Test
  void settingsAreFresh() {
    new Document("docs/configuration.md", Setting.documentation()).assertFresh();
  }
}

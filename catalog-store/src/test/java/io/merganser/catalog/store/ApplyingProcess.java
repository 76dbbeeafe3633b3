package io.merganser.catalog.store;

import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.manifest.Manifest.Tenant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Applies one tenant after the other, says so on standard output, and goes on until it is killed.
final class ApplyingProcess {
  private ApplyingProcess() {}

  public static void main(String[] arguments) throws IOException {
    try (CatalogStore store =
        CatalogStore.open(TestingDatabase.settings(arguments[0], Path.of(arguments[1])))) {
      for (int i = 0; ; i++) {
        String name = "tenant" + i;
        Tenant tenant = new Tenant(name, List.of(), List.of(), List.of(), List.of());
        store.apply(new Manifest(List.of(tenant), null));
        System.out.write((name + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        System.out.flush();
      }
    }
  }
}

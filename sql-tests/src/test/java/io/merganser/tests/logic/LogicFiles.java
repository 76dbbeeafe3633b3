package io.merganser.tests.logic;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import net.hydromatic.sqllogictest.SltTestFile;

/// The files of the suite, which are in the jar of their parser.
final class LogicFiles {
  private LogicFiles() {}

  /// Names as the parser wants them, in order.
  static List<String> all() throws IOException, URISyntaxException {
    File jar =
        new File(SltTestFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile open = new JarFile(jar)) {
      return open.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".test"))
          .sorted()
          .toList();
    }
  }

  /// All about the language, and one file of each kind of the rest, with few rows.
  static List<String> slice() throws IOException, URISyntaxException {
    List<String> slice = new ArrayList<>();
    TreeMap<String, String> kinds = new TreeMap<>();
    for (String name : all()) {
      String folder = name.substring(0, name.lastIndexOf('/'));
      if (folder.equals("test") || folder.equals("test/evidence")) {
        slice.add(name);
      } else if (!folder.endsWith("000")) {
        kinds.putIfAbsent(folder, name);
      }
    }
    slice.addAll(kinds.values());
    return slice;
  }
}

package io.merganser.planner;

import java.util.Optional;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Tables and views that a session makes for itself.
public interface SessionTables {
  /// None can be made.
  SessionTables NONE =
      new SessionTables() {
        @Override
        public SourceCatalog open() {
          throw PlannerErrors.unsupportedStatement("CREATE TEMP TABLE", SqlParserPos.ZERO);
        }

        @Override
        public Optional<SessionView> view(String name) {
          return Optional.empty();
        }

        @Override
        public Catalogs catalogs() {
          throw new IllegalStateException("there is no session");
        }
      };

  /// The catalog that they are in, made when it is first asked for. From then on [#catalogs] find
  /// it under [SourceCatalog#OF_SESSION] and under its name.
  SourceCatalog open();

  /// The view of that name, compared without case. The catalog lists it among its tables.
  Optional<SessionView> view(String name);

  /// What statements of the session are read against.
  Catalogs catalogs();
}

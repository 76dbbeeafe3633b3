-- Grants of columns, denials, row filters and column masks. A list of columns is written as quoted
-- names with commas between; NULL stands for all columns.

CREATE TABLE role_grants_by_columns (
  tenant_key   TEXT     NOT NULL,
  role_key     TEXT     NOT NULL,
  ordinal      INTEGER  NOT NULL,
  catalog_name TEXT     NOT NULL,
  schema_name  TEXT     NOT NULL,
  table_name   TEXT     NOT NULL,
  column_names TEXT,
  may_read     SMALLINT NOT NULL CHECK (may_read IN (0, 1)),
  may_write    SMALLINT NOT NULL CHECK (may_write IN (0, 1)),
  may_ddl      SMALLINT NOT NULL CHECK (may_ddl IN (0, 1)),
  PRIMARY KEY (tenant_key, role_key, ordinal),
  FOREIGN KEY (tenant_key, role_key) REFERENCES roles (tenant_key, role_key) ON DELETE CASCADE
);

INSERT INTO role_grants_by_columns
SELECT tenant_key, role_key,
       ROW_NUMBER() OVER (PARTITION BY tenant_key, role_key
                          ORDER BY catalog_name, schema_name, table_name),
       catalog_name, schema_name, table_name, NULL, may_read, may_write, may_ddl
FROM role_grants;

DROP TABLE role_grants;
ALTER TABLE role_grants_by_columns RENAME TO role_grants;

CREATE TABLE role_denials (
  tenant_key   TEXT    NOT NULL,
  role_key     TEXT    NOT NULL,
  ordinal      INTEGER NOT NULL,
  catalog_name TEXT    NOT NULL,
  schema_name  TEXT    NOT NULL,
  table_name   TEXT    NOT NULL,
  column_names TEXT,
  PRIMARY KEY (tenant_key, role_key, ordinal),
  FOREIGN KEY (tenant_key, role_key) REFERENCES roles (tenant_key, role_key) ON DELETE CASCADE
);

CREATE TABLE role_row_filters (
  tenant_key   TEXT NOT NULL,
  role_key     TEXT NOT NULL,
  filter_key   TEXT NOT NULL,
  name         TEXT NOT NULL,
  catalog_name TEXT NOT NULL,
  schema_name  TEXT NOT NULL,
  table_name   TEXT NOT NULL,
  predicate    TEXT NOT NULL,
  PRIMARY KEY (tenant_key, role_key, filter_key),
  FOREIGN KEY (tenant_key, role_key) REFERENCES roles (tenant_key, role_key) ON DELETE CASCADE
);

CREATE TABLE role_column_masks (
  tenant_key   TEXT NOT NULL,
  role_key     TEXT NOT NULL,
  mask_key     TEXT NOT NULL,
  name         TEXT NOT NULL,
  catalog_name TEXT NOT NULL,
  schema_name  TEXT NOT NULL,
  table_name   TEXT NOT NULL,
  column_name  TEXT NOT NULL,
  expression   TEXT NOT NULL,
  PRIMARY KEY (tenant_key, role_key, mask_key),
  FOREIGN KEY (tenant_key, role_key) REFERENCES roles (tenant_key, role_key) ON DELETE CASCADE
);

-- Scopes: named sets of views over a database, who may read them, and which one a statement ran in.

CREATE TABLE scopes (
  tenant_key   TEXT NOT NULL,
  database_key TEXT NOT NULL,
  scope_key    TEXT NOT NULL,
  name         TEXT NOT NULL,
  PRIMARY KEY (tenant_key, database_key, scope_key),
  FOREIGN KEY (tenant_key, database_key)
    REFERENCES tenant_databases (tenant_key, database_key) ON DELETE CASCADE
);

CREATE TABLE scope_views (
  tenant_key   TEXT NOT NULL,
  database_key TEXT NOT NULL,
  scope_key    TEXT NOT NULL,
  view_key     TEXT NOT NULL,
  name         TEXT NOT NULL,
  content      TEXT NOT NULL,
  PRIMARY KEY (tenant_key, database_key, scope_key, view_key),
  FOREIGN KEY (tenant_key, database_key, scope_key)
    REFERENCES scopes (tenant_key, database_key, scope_key) ON DELETE CASCADE
);

CREATE TABLE role_scopes (
  tenant_key    TEXT NOT NULL,
  role_key      TEXT NOT NULL,
  scope_key     TEXT NOT NULL,
  database_name TEXT NOT NULL,
  scope_name    TEXT NOT NULL,
  PRIMARY KEY (tenant_key, role_key, scope_key),
  FOREIGN KEY (tenant_key, role_key) REFERENCES roles (tenant_key, role_key) ON DELETE CASCADE
);

ALTER TABLE audit_records ADD COLUMN scope TEXT;

-- The control plane. One file for SQLite and PostgreSQL: text, small integers as truth values, and
-- names twice, as a folded key and as spelled. Everything of a tenant goes with its row.

CREATE TABLE store_state (
  id        INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  version   BIGINT  NOT NULL,
  key_check TEXT
);

INSERT INTO store_state (id, version, key_check) VALUES (1, 0, NULL);

CREATE TABLE tenants (
  tenant_key TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL
);

CREATE TABLE tenant_databases (
  tenant_key      TEXT NOT NULL REFERENCES tenants (tenant_key) ON DELETE CASCADE,
  database_key    TEXT NOT NULL,
  name            TEXT NOT NULL,
  kind            TEXT NOT NULL,
  path            TEXT,
  default_catalog TEXT,
  default_schema  TEXT,
  PRIMARY KEY (tenant_key, database_key)
);

CREATE TABLE sources (
  tenant_key   TEXT     NOT NULL,
  database_key TEXT     NOT NULL,
  source_key   TEXT     NOT NULL,
  alias        TEXT     NOT NULL,
  type         TEXT     NOT NULL,
  mode         TEXT     NOT NULL,
  read_only    SMALLINT NOT NULL CHECK (read_only IN (0, 1)),
  disabled     SMALLINT NOT NULL CHECK (disabled IN (0, 1)),
  description  TEXT,
  PRIMARY KEY (tenant_key, database_key, source_key),
  FOREIGN KEY (tenant_key, database_key)
    REFERENCES tenant_databases (tenant_key, database_key) ON DELETE CASCADE
);

CREATE TABLE source_options (
  tenant_key   TEXT NOT NULL,
  database_key TEXT NOT NULL,
  source_key   TEXT NOT NULL,
  name         TEXT NOT NULL,
  content      TEXT NOT NULL,
  PRIMARY KEY (tenant_key, database_key, source_key, name),
  FOREIGN KEY (tenant_key, database_key, source_key)
    REFERENCES sources (tenant_key, database_key, source_key) ON DELETE CASCADE
);

-- The content is what AES-256-GCM made of the secret, or a reference as written.
CREATE TABLE source_secrets (
  tenant_key   TEXT NOT NULL,
  database_key TEXT NOT NULL,
  source_key   TEXT NOT NULL,
  name         TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('value', 'external')),
  content      TEXT NOT NULL,
  PRIMARY KEY (tenant_key, database_key, source_key, name),
  FOREIGN KEY (tenant_key, database_key, source_key)
    REFERENCES sources (tenant_key, database_key, source_key) ON DELETE CASCADE
);

CREATE TABLE roles (
  tenant_key TEXT NOT NULL REFERENCES tenants (tenant_key) ON DELETE CASCADE,
  role_key   TEXT NOT NULL,
  name       TEXT NOT NULL,
  PRIMARY KEY (tenant_key, role_key)
);

CREATE TABLE role_grants (
  tenant_key   TEXT     NOT NULL,
  role_key     TEXT     NOT NULL,
  catalog_name TEXT     NOT NULL,
  schema_name  TEXT     NOT NULL,
  table_name   TEXT     NOT NULL,
  may_read     SMALLINT NOT NULL CHECK (may_read IN (0, 1)),
  may_write    SMALLINT NOT NULL CHECK (may_write IN (0, 1)),
  may_ddl      SMALLINT NOT NULL CHECK (may_ddl IN (0, 1)),
  PRIMARY KEY (tenant_key, role_key, catalog_name, schema_name, table_name),
  FOREIGN KEY (tenant_key, role_key) REFERENCES roles (tenant_key, role_key) ON DELETE CASCADE
);

CREATE TABLE user_groups (
  tenant_key TEXT NOT NULL REFERENCES tenants (tenant_key) ON DELETE CASCADE,
  group_key  TEXT NOT NULL,
  name       TEXT NOT NULL,
  PRIMARY KEY (tenant_key, group_key)
);

CREATE TABLE group_roles (
  tenant_key TEXT NOT NULL,
  group_key  TEXT NOT NULL,
  role_key   TEXT NOT NULL,
  PRIMARY KEY (tenant_key, group_key, role_key),
  FOREIGN KEY (tenant_key, group_key) REFERENCES user_groups (tenant_key, group_key) ON DELETE CASCADE,
  FOREIGN KEY (tenant_key, role_key) REFERENCES roles (tenant_key, role_key) ON DELETE CASCADE
);

-- The password is an Argon2id hash or a reference as written.
CREATE TABLE tenant_users (
  tenant_key    TEXT     NOT NULL REFERENCES tenants (tenant_key) ON DELETE CASCADE,
  user_key      TEXT     NOT NULL,
  name          TEXT     NOT NULL,
  superuser     SMALLINT NOT NULL CHECK (superuser IN (0, 1)),
  password_kind TEXT     CHECK (password_kind IN ('hash', 'external')),
  password      TEXT,
  PRIMARY KEY (tenant_key, user_key)
);

CREATE TABLE user_attributes (
  tenant_key TEXT    NOT NULL,
  user_key   TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  ordinal    INTEGER NOT NULL,
  content    TEXT    NOT NULL,
  PRIMARY KEY (tenant_key, user_key, name, ordinal),
  FOREIGN KEY (tenant_key, user_key) REFERENCES tenant_users (tenant_key, user_key) ON DELETE CASCADE
);

CREATE TABLE user_roles (
  tenant_key TEXT NOT NULL,
  user_key   TEXT NOT NULL,
  role_key   TEXT NOT NULL,
  PRIMARY KEY (tenant_key, user_key, role_key),
  FOREIGN KEY (tenant_key, user_key) REFERENCES tenant_users (tenant_key, user_key) ON DELETE CASCADE,
  FOREIGN KEY (tenant_key, role_key) REFERENCES roles (tenant_key, role_key) ON DELETE CASCADE
);

CREATE TABLE user_memberships (
  tenant_key TEXT NOT NULL,
  user_key   TEXT NOT NULL,
  group_key  TEXT NOT NULL,
  PRIMARY KEY (tenant_key, user_key, group_key),
  FOREIGN KEY (tenant_key, user_key) REFERENCES tenant_users (tenant_key, user_key) ON DELETE CASCADE,
  FOREIGN KEY (tenant_key, group_key) REFERENCES user_groups (tenant_key, group_key) ON DELETE CASCADE
);

-- The realm of operators is not a tenant: no row above can be one of these.
CREATE TABLE system_users (
  user_key      TEXT     NOT NULL PRIMARY KEY,
  name          TEXT     NOT NULL,
  superuser     SMALLINT NOT NULL CHECK (superuser IN (0, 1)),
  password_kind TEXT     CHECK (password_kind IN ('hash', 'external')),
  password      TEXT
);

-- The audit trail. Its triggers keep it append-only: a record is removed only once it is older than
-- what retention says, and never changed.

CREATE TABLE audit_records (
  id            INTEGER  NOT NULL PRIMARY KEY AUTOINCREMENT,
  at_micros     BIGINT   NOT NULL,
  event         TEXT     NOT NULL,
  decision      TEXT     NOT NULL,
  tenant_key    TEXT,
  tenant        TEXT,
  database_name TEXT,
  user_name     TEXT     NOT NULL,
  is_operator   SMALLINT NOT NULL CHECK (is_operator IN (0, 1)),
  protocol      TEXT,
  client        TEXT,
  session       TEXT,
  statement     TEXT,
  kind          TEXT,
  content       TEXT,
  relations     TEXT     NOT NULL,
  row_count     BIGINT,
  millis        BIGINT,
  code          TEXT,
  detail        TEXT
);

CREATE INDEX audit_records_by_time ON audit_records (at_micros);
CREATE INDEX audit_records_by_tenant ON audit_records (tenant_key, id);

CREATE TABLE audit_retention (
  id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  before BIGINT  NOT NULL
);

INSERT INTO audit_retention (id, before) VALUES (1, 0);

CREATE TRIGGER audit_records_unchanged BEFORE UPDATE ON audit_records
BEGIN
  SELECT RAISE(ABORT, 'audit records are not changed');
END;

CREATE TRIGGER audit_records_kept BEFORE DELETE ON audit_records
WHEN OLD.at_micros >= (SELECT before FROM audit_retention)
BEGIN
  SELECT RAISE(ABORT, 'audit records are not removed before their time');
END;

-- The audit trail. Its triggers keep it append-only: a record is removed only once it is older than
-- what retention says, and never changed.

CREATE TABLE audit_records (
  id            BIGINT   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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

CREATE FUNCTION audit_records_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.at_micros < (SELECT before FROM audit_retention) THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit records are not removed before their time';
  END IF;
  RAISE EXCEPTION 'audit records are not changed';
END
$$;

CREATE TRIGGER audit_records_kept BEFORE UPDATE OR DELETE ON audit_records
FOR EACH ROW EXECUTE FUNCTION audit_records_stay();

CREATE TRIGGER audit_records_not_truncated BEFORE TRUNCATE ON audit_records
FOR EACH STATEMENT EXECUTE FUNCTION audit_records_stay();

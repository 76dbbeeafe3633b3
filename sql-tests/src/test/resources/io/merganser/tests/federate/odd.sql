CREATE TABLE odd (id INTEGER, c CHAR(5), n NUMERIC, w NUMERIC(10,2), lang TEXT COLLATE "de-x-icu",
  ci TEXT COLLATE "C", tz TIMESTAMPTZ, u UUID, f REAL, o OID, j JSONB, iv INTERVAL, raw BYTEA);
INSERT INTO odd VALUES
  (1, 'a', 0.1, 1.50, 'a', 'a', '2024-02-29 12:00:00+02', '00112233-4455-6677-8899-aabbccddeeff',
    0.1, 1, '{"a":1}', '1 day', '\x00ff'),
  (2, 'A', 1e20, 1.5, 'B', 'B', '2024-02-29 10:00:00+00', '80112233-4455-6677-8899-aabbccddeeff',
    1.5, 2, '{"a":2}', '24 hours', '\x01'),
  (3, 'a b', 3, -1.50, 'ä', 'ä', '1970-01-01 00:00:00+00', NULL, 'NaN', 4000000000, '[1]',
    '1 month', ''),
  (4, '', 0.10, 99999999.99, 'Z', 'Z', NULL, '00112233-4455-6677-8899-aabbccddeeff', -0.0, 0,
    NULL, NULL, NULL),
  (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)

CREATE TABLE euro.public.odd (id INTEGER, c VARCHAR, n DOUBLE, w DECIMAL(10,2), lang VARCHAR,
  ci VARCHAR, tz TIMESTAMPTZ, u UUID, f REAL, o BIGINT, j VARCHAR, iv INTERVAL, raw BLOB);
INSERT INTO euro.public.odd VALUES
  (1, 'a', 0.1, 1.50, 'a', 'a', '2024-02-29 12:00:00+02',
    '00112233-4455-6677-8899-aabbccddeeff', 0.1, 1, '{"a": 1}', '1 day', '\x00\xff'::BLOB),
  (2, 'A', 1e20, 1.5, 'B', 'B', '2024-02-29 10:00:00+00',
    '80112233-4455-6677-8899-aabbccddeeff', 1.5, 2, '{"a": 2}', '24 hours', '\x01'::BLOB),
  (3, 'a b', 3, -1.50, 'ä', 'ä', '1970-01-01 00:00:00+00', NULL, 'NaN', 4000000000, '[1]',
    '1 month', ''::BLOB),
  (4, '', 0.10, 99999999.99, 'Z', 'Z', NULL, '00112233-4455-6677-8899-aabbccddeeff', -0.0, 0,
    NULL, NULL, NULL),
  (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)

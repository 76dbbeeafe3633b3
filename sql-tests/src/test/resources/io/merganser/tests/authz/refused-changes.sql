-- One statement a line, and after the last bar what is said of it: see ChangesUnderPoliciesTest.
INSERT INTO orders(id, owner) VALUES (9, 'other')                              | ROW_NOT_PERMITTED
INSERT INTO orders(id, owner) VALUES (9, NULL)                                 | ROW_NOT_PERMITTED
INSERT INTO orders(id, owner) VALUES (9, 'clerk'), (10, 'x')                   | ROW_NOT_PERMITTED
INSERT INTO orders(id, owner) SELECT id, 'other' FROM free                     | ROW_NOT_PERMITTED
INSERT INTO orders(id, owner) SELECT id, 'other' FROM free RETURNING id        | ROW_NOT_PERMITTED
INSERT INTO orders(id) VALUES (9)                                              | ROW_NOT_PERMITTED
INSERT INTO orders VALUES (9, 'clerk', 1, 'n', 'm')                            | no right to write column `mail`
INSERT INTO orders SELECT * FROM orders                                        | no right to write column `mail`
INSERT INTO orders(id, owner, mail) VALUES (9, 'clerk', 'm')                   | no right to write column `mail`
INSERT INTO orders(id, owner, secret) VALUES (9, 'clerk', 'm')                 | no column `secret`
INSERT INTO orders(id, owner, absent) VALUES (9, 'clerk', 'm')                 | no column `absent`
INSERT INTO orders(id, owner) VALUES (9, 'clerk', 1)                           | there are 2 columns
INSERT INTO orders(id, owner) SELECT 9, 'clerk', 1                             | same number of result columns
INSERT INTO orders(id, owner) VALUES (9, DEFAULT)                              | DEFAULT
INSERT INTO orders DEFAULT VALUES                                              | no right to write all of
INSERT INTO orders BY NAME SELECT 9 AS id, 'clerk' AS owner                    | no right to write all of
INSERT OR REPLACE INTO orders(id, owner) VALUES (2, 'clerk')                   | no right to write all of
INSERT OR IGNORE INTO orders(id, owner) VALUES (2, 'clerk')                    | no right to write all of
INSERT INTO orders(id, owner) VALUES (2, 'clerk') ON CONFLICT DO NOTHING       | no right to write all of
INSERT INTO orders(id, owner) VALUES (2, 'clerk') RETURNING secret             | no column `secret`
INSERT INTO orders(id, owner) VALUES (2, 'clerk') RETURNING orders             | no column `orders`
INSERT INTO orders(id, owner) VALUES (2, 'clerk') RETURNING rowid              | no column `rowid`
INSERT INTO orders(id, owner) VALUES (2, 'clerk') RETURNING COLUMNS(*)         | RETURNING
INSERT INTO orders(id, owner) VALUES (2, 'clerk') RETURNING (SELECT 1)         | RETURNING
INSERT INTO made(id) VALUES (3)                                                | ROW_NOT_PERMITTED
INSERT INTO made VALUES (3, 6, 'n')                                            | generated
UPDATE orders SET owner = 'other'                                              | ROW_NOT_PERMITTED
UPDATE orders SET owner = NULL WHERE id = 1                                    | ROW_NOT_PERMITTED
UPDATE orders SET owner = DEFAULT                                              | ROW_NOT_PERMITTED
UPDATE orders SET owner = CASE WHEN id = 1 THEN 'clerk' ELSE 'x' END           | ROW_NOT_PERMITTED
UPDATE orders SET mail = 'x'                                                   | no right to write column `mail`
UPDATE orders SET secret = 'x'                                                 | no column `secret`
UPDATE orders SET note = secret                                                | no column `secret`
UPDATE orders SET note = orders.secret                                         | no column `secret`
UPDATE orders SET note = (SELECT max(secret) FROM free)                        | no column `secret`
UPDATE orders SET note = merganser_row.secret                                  | does not fit
UPDATE orders SET note = rowid                                                 | no column `rowid`
UPDATE orders SET note = merganser_place                                       | no column `merganser_place`
UPDATE orders SET note = (SELECT merganser_place FROM free)                    | no column `merganser_place`
UPDATE orders SET note = CAST(orders AS VARCHAR)                               | row as a whole
UPDATE orders o SET note = CAST(o AS VARCHAR)                                  | row as a whole
UPDATE orders o SET note = (SELECT CAST(O AS VARCHAR))                         | row as a whole
UPDATE orders SET note = to_json(orders)                                       | row as a whole
UPDATE orders SET note = COLUMNS('merg.*')                                     | row as a whole
UPDATE orders SET note = concat(*COLUMNS(*))                                   | row as a whole
UPDATE orders SET note = error(note)                                           | 1
UPDATE orders SET id = id, id = 7                                              | id
UPDATE orders SET note = 'x' WHERE secret LIKE 'CANARY%'                       | no column `secret`
UPDATE orders SET note = 'x' RETURNING secret                                  | no column `secret`
DELETE FROM orders WHERE secret LIKE 'CANARY%'                                 | no column `secret`
DELETE FROM orders WHERE EXISTS (SELECT 1 WHERE secret > '')                   | no column `secret`
DELETE FROM orders WHERE error(note) IS NULL                                   | 1
DELETE FROM orders RETURNING secret                                            | no column `secret`
DELETE FROM orders RETURNING o.id                                              | no column `o.id`
TRUNCATE orders                                                                | no right to write all of
MERGE INTO orders USING free ON free.id = orders.id WHEN MATCHED THEN DELETE   | no right to write all of
MERGE INTO orders USING free ON free.id = orders.id WHEN NOT MATCHED THEN INSERT (id, owner) VALUES (free.id, 'clerk') | no right to write all of

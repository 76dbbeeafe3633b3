-- One statement a line. None may tell anything of what is hidden: see AttackTest.
SELECT * FROM parts.main.orders WHERE CAST(note AS INTEGER) > 0
SELECT count(*) FROM parts.main.orders WHERE CAST(note AS INTEGER) > 0
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE CAST(note AS INTEGER) > 0)
SELECT * FROM parts.main.orders WHERE CAST(note AS INTEGER) IS NULL
SELECT count(*) FROM parts.main.orders WHERE CAST(note AS INTEGER) IS NULL
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE CAST(note AS INTEGER) IS NULL)
SELECT * FROM parts.main.orders WHERE 1 / (amount - 31) > 0
SELECT count(*) FROM parts.main.orders WHERE 1 / (amount - 31) > 0
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE 1 / (amount - 31) > 0)
SELECT * FROM parts.main.orders WHERE error(note) IS NULL
SELECT count(*) FROM parts.main.orders WHERE error(note) IS NULL
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE error(note) IS NULL)
SELECT * FROM parts.main.orders WHERE CAST(note AS DATE) > DATE '2000-01-01'
SELECT count(*) FROM parts.main.orders WHERE CAST(note AS DATE) > DATE '2000-01-01'
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE CAST(note AS DATE) > DATE '2000-01-01')
SELECT * FROM parts.main.orders WHERE note::INT = 1
SELECT count(*) FROM parts.main.orders WHERE note::INT = 1
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE note::INT = 1)
SELECT * FROM parts.main.orders WHERE CAST(id || note AS BIGINT) > 0
SELECT count(*) FROM parts.main.orders WHERE CAST(id || note AS BIGINT) > 0
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE CAST(id || note AS BIGINT) > 0)
SELECT * FROM parts.main.orders WHERE sqrt(amount - 1000) > 0
SELECT count(*) FROM parts.main.orders WHERE sqrt(amount - 1000) > 0
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE sqrt(amount - 1000) > 0)
SELECT * FROM parts.main.orders WHERE CASE WHEN owner = 'other' THEN CAST(note AS INT) ELSE 1 END = 1
SELECT count(*) FROM parts.main.orders WHERE CASE WHEN owner = 'other' THEN CAST(note AS INT) ELSE 1 END = 1
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE CASE WHEN owner = 'other' THEN CAST(note AS INT) ELSE 1 END = 1)
SELECT * FROM parts.main.orders WHERE list_extract([1], amount::INT) IS NOT NULL
SELECT count(*) FROM parts.main.orders WHERE list_extract([1], amount::INT) IS NOT NULL
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE list_extract([1], amount::INT) IS NOT NULL)
SELECT * FROM parts.main.orders WHERE ln(31 - amount) > 0
SELECT count(*) FROM parts.main.orders WHERE ln(31 - amount) > 0
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE ln(31 - amount) > 0)
SELECT * FROM parts.main.orders WHERE note > 'C' AND CAST(note AS INT) = 1
SELECT count(*) FROM parts.main.orders WHERE note > 'C' AND CAST(note AS INT) = 1
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE note > 'C' AND CAST(note AS INT) = 1)
SELECT * FROM parts.main.orders WHERE strptime(note, '%Y') IS NOT NULL
SELECT count(*) FROM parts.main.orders WHERE strptime(note, '%Y') IS NOT NULL
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE strptime(note, '%Y') IS NOT NULL)
SELECT * FROM parts.main.orders WHERE owner = 'other'
SELECT count(*) FROM parts.main.orders WHERE owner = 'other'
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE owner = 'other')
SELECT * FROM parts.main.orders WHERE owner <> 'clerk'
SELECT count(*) FROM parts.main.orders WHERE owner <> 'clerk'
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE owner <> 'clerk')
SELECT * FROM parts.main.orders WHERE region = 'US'
SELECT count(*) FROM parts.main.orders WHERE region = 'US'
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE region = 'US')
SELECT * FROM parts.main.orders WHERE mail LIKE '%CANARY%'
SELECT count(*) FROM parts.main.orders WHERE mail LIKE '%CANARY%'
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE mail LIKE '%CANARY%')
SELECT * FROM parts.main.orders WHERE mail = 'x1@CANARY'
SELECT count(*) FROM parts.main.orders WHERE mail = 'x1@CANARY'
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE mail = 'x1@CANARY')
SELECT * FROM parts.main.orders WHERE length(mail) > 3
SELECT count(*) FROM parts.main.orders WHERE length(mail) > 3
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE length(mail) > 3)
SELECT * FROM parts.main.orders WHERE NOT (owner = 'clerk')
SELECT count(*) FROM parts.main.orders WHERE NOT (owner = 'clerk')
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE NOT (owner = 'clerk'))
SELECT * FROM parts.main.orders WHERE true OR owner = 'other'
SELECT count(*) FROM parts.main.orders WHERE true OR owner = 'other'
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE true OR owner = 'other')
SELECT * FROM parts.main.orders WHERE 1 = 1
SELECT count(*) FROM parts.main.orders WHERE 1 = 1
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE 1 = 1)
SELECT * FROM parts.main.orders WHERE owner IS NOT NULL OR 1 = 1
SELECT count(*) FROM parts.main.orders WHERE owner IS NOT NULL OR 1 = 1
SELECT id FROM parts.main.orders t WHERE EXISTS (SELECT 1 FROM parts.main.orders WHERE owner IS NOT NULL OR 1 = 1)
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND CAST(b.note AS INTEGER) > 0
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND CAST(b.note AS INTEGER) IS NULL
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND 1 / (b.amount - 31) > 0
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND error(b.note) IS NULL
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND CAST(b.note AS DATE) > DATE '2000-01-01'
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND b.note::INT = 1
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND CAST(b.id || b.note AS BIGINT) > 0
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND sqrt(b.amount - 1000) > 0
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND CASE WHEN b.owner = 'other' THEN CAST(b.note AS INT) ELSE 1 END = 1
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND list_extract([1], b.amount::INT) IS NOT NULL
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND ln(31 - b.amount) > 0
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND b.note > 'C' AND CAST(b.note AS INT) = 1
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id AND strptime(b.note, '%Y') IS NOT NULL
SELECT secret FROM parts.main.orders t
SELECT secret FROM parts.main.orders
SELECT t.secret FROM parts.main.orders t
SELECT t.secret FROM parts.main.orders
SELECT parts.main.orders.secret FROM parts.main.orders t
SELECT parts.main.orders.secret FROM parts.main.orders
SELECT max(secret) FROM parts.main.orders t
SELECT max(secret) FROM parts.main.orders
SELECT secret || '' FROM parts.main.orders t
SELECT secret || '' FROM parts.main.orders
SELECT COUNT(secret) FROM parts.main.orders t
SELECT COUNT(secret) FROM parts.main.orders
SELECT COALESCE(secret, 'x') FROM parts.main.orders t
SELECT COALESCE(secret, 'x') FROM parts.main.orders
SELECT t.*, secret FROM parts.main.orders t
SELECT t.*, secret FROM parts.main.orders
SELECT * FROM parts.main.orders ORDER BY secret
SELECT id FROM parts.main.orders GROUP BY id, secret
SELECT id FROM parts.main.orders WHERE secret = 'CANARY'
SELECT id FROM parts.main.orders WHERE secret IS NULL
SELECT id FROM parts.main.orders WHERE secret LIKE 'CAN%'
SELECT * FROM parts.main.orders a JOIN parts.main.orders b USING (secret)
SELECT * FROM parts.main.orders NATURAL JOIN (SELECT 'CANARY' AS secret) s
SELECT t FROM parts.main.orders t
SELECT orders FROM parts.main.orders
SELECT customer FROM parts.main.orders
SELECT t.secret FROM (SELECT * FROM parts.main.orders) t
SELECT to_json(t) FROM parts.main.orders t
SELECT struct_extract(t, 'secret') FROM parts.main.orders t
SELECT (t).secret FROM parts.main.orders t
SELECT row(t.*) FROM parts.main.orders t
SELECT COLUMNS('secret') FROM parts.main.orders
SELECT COLUMNS(*) FROM parts.main.orders
SELECT COLUMNS(c -> c LIKE 's%') FROM parts.main.orders
SELECT * EXCLUDE (secret) FROM parts.main.orders
SELECT * REPLACE (secret AS note) FROM parts.main.orders
SELECT rowid FROM parts.main.orders
SELECT max(rowid) FROM parts.main.orders
SELECT t.rowid, t.* FROM parts.main.orders t
SELECT * FROM parts.main.orders LIMIT 100
SELECT * FROM parts.main.orders ORDER BY amount DESC LIMIT 1
SELECT * FROM parts.main.orders OFFSET 1
SELECT count(*), sum(amount), min(id), max(id), avg(amount) FROM parts.main.orders
SELECT count(DISTINCT owner) FROM parts.main.orders
SELECT list(mail) FROM parts.main.orders
SELECT string_agg(note, ',') FROM parts.main.orders
SELECT owner, count(*) FROM parts.main.orders GROUP BY ALL
SELECT mail, count(*) FROM parts.main.orders GROUP BY mail
SELECT approx_count_distinct(id) FROM parts.main.orders
SELECT histogram(owner) FROM parts.main.orders
SELECT first(note) FROM parts.main.orders
SELECT arg_max(note, amount) FROM parts.main.orders
SELECT median(amount) FROM parts.main.orders
SELECT row_number() OVER (ORDER BY amount), id FROM parts.main.orders
SELECT lag(note) OVER (ORDER BY id), id FROM parts.main.orders
SELECT sum(amount) OVER () FROM parts.main.orders
SELECT id FROM parts.main.orders QUALIFY rank() OVER (ORDER BY amount) = 1
TABLE parts.main.orders
FROM parts.main.orders
FROM parts.main.orders SELECT note
WITH c AS (SELECT * FROM parts.main.orders) SELECT * FROM c
WITH c AS MATERIALIZED (SELECT * FROM parts.main.orders) SELECT * FROM c WHERE CAST(note AS INT) = 1
WITH c AS (SELECT * FROM parts.main.orders WHERE CAST(note AS INT) = 1) SELECT 1
WITH RECURSIVE r AS (SELECT id, note FROM parts.main.orders UNION SELECT t.id, t.note FROM parts.main.orders t JOIN r ON t.id = r.id + 1) SELECT * FROM r
WITH orders AS (SELECT 1 AS id) SELECT * FROM parts.main.orders
WITH recurring AS (SELECT 1) SELECT * FROM parts.main.orders
SELECT * FROM parts.main.orders UNION ALL SELECT * FROM parts.main.orders
SELECT * FROM parts.main.orders INTERSECT SELECT * FROM parts.main.orders
(SELECT note FROM parts.main.orders) EXCEPT SELECT 'x'
SELECT note FROM parts.main.orders UNION BY NAME SELECT secret FROM parts.main.orders
SELECT (SELECT max(note) FROM parts.main.orders)
SELECT (SELECT count(*) FROM parts.main.orders)
SELECT 1 IN (SELECT amount FROM parts.main.orders)
SELECT ARRAY(SELECT note FROM parts.main.orders)
SELECT 31 = ANY (SELECT amount FROM parts.main.orders)
SELECT 'CANARY' IN (SELECT secret FROM parts.main.orders)
SELECT * FROM parts.main.orders a LEFT JOIN parts.main.orders b ON a.id = b.id + 1
SELECT * FROM parts.main.orders a FULL JOIN parts.main.orders b ON a.id = b.id + 100
SELECT * FROM (VALUES (1), (101)) v(i) LEFT JOIN parts.main.orders t ON t.id = v.i
SELECT * FROM (VALUES (1), (101)) v(i), LATERAL (SELECT note FROM parts.main.orders t WHERE t.id = v.i) x
SELECT * FROM range(200) r(i) SEMI JOIN parts.main.orders t ON t.id = r.i
SELECT * FROM range(200) r(i) ANTI JOIN parts.main.orders t ON t.id = r.i
SELECT * FROM (VALUES (5.0)) v(amount) ASOF JOIN parts.main.orders t ON v.amount >= t.amount
SELECT * FROM parts.main.orders POSITIONAL JOIN range(200)
SELECT * FROM parts.main.orders TABLESAMPLE 100%
SELECT * FROM parts.main.orders USING SAMPLE 10 ROWS
SELECT id FROM parts.main.orders WHERE id IN (SELECT id FROM parts.main.orders WHERE CAST(note AS INT) = 1)
SELECT id FROM parts.main.orders WHERE amount > (SELECT avg(amount) FROM parts.main.orders)
SELECT * FROM parts.main.orders HAVING count(*) > 0
SELECT owner FROM parts.main.orders GROUP BY owner HAVING CAST(owner AS INT) > 0
SELECT merganser_row.secret FROM parts.main.orders
SELECT merganser_row.* FROM parts.main.orders
SELECT merganser_row FROM parts.main.orders t
SELECT * FROM merganser_row
DESCRIBE parts.main.orders
DESCRIBE SELECT * FROM parts.main.orders
EXPLAIN SELECT * FROM parts.main.orders
EXPLAIN SELECT secret FROM parts.main.orders
EXPLAIN ANALYZE SELECT * FROM parts.main.orders
SUMMARIZE parts.main.orders
SUMMARIZE SELECT * FROM parts.main.orders
EXPLAIN SELECT count(*) FROM parts.main.orders WHERE CAST(note AS INT) = 1
SELECT count(*) FROM parts.main.orders WHERE CAST(note || 'x' AS INT) = 1 AND amount > 500
SELECT count(*) FROM parts.main.orders WHERE amount > 500 AND CAST(note || 'x' AS INT) = 1
SELECT count(*) FROM parts.main.orders WHERE CAST(note || 'x' AS INT) = 1 AND id > 50
SELECT count(*) FROM parts.main.orders WHERE CAST(note || 'x' AS INT) = 1 AND region > 'T'
PIVOT parts.main.orders ON owner IN ('clerk', 'other') USING count(*)
SELECT * FROM parts.main.orders PIVOT (max(note) FOR owner IN ('clerk', 'other'))
UNPIVOT parts.main.orders ON note, mail INTO NAME n VALUE v
SELECT * FROM parts.main.orders UNPIVOT (v FOR n IN (note, secret))
INSERT INTO parts.main.orders (id) VALUES (1)
UPDATE parts.main.orders SET note = secret
DELETE FROM parts.main.orders
CREATE TABLE parts.main.copy AS SELECT * FROM parts.main.orders
CREATE TABLE x AS SELECT secret FROM parts.main.orders
DROP TABLE parts.main.orders
COPY parts.main.orders TO '/tmp/merganser-attack.csv'
ALTER TABLE parts.main.orders RENAME COLUMN secret TO note2
MERGE INTO parts.main.orders USING (SELECT 1 AS i) s ON true WHEN MATCHED THEN DELETE
TRUNCATE parts.main.orders
CREATE VIEW parts.main.v AS SELECT * FROM parts.main.orders
CREATE MACRO m() AS TABLE SELECT * FROM parts.main.orders
ANALYZE parts.main.orders
VACUUM parts.main.orders
SELECT stats(note) FROM parts.main.orders
SELECT typeof(secret) FROM parts.main.orders
SELECT id, CAST(note AS INT) FROM parts.main.orders
SELECT id FROM parts.main.orders ORDER BY CAST(note AS INT)
SELECT CAST(note AS INT) + random() * 0 FROM parts.main.orders
SELECT t1.id FROM parts.main.orders t1, parts.main.orders t2 WHERE CAST(t1.note AS INT) + CAST(t2.note AS INT) > 0
SELECT sum(CAST(note AS INT)) FILTER (WHERE owner = 'other') FROM parts.main.orders
SELECT CASE WHEN EXISTS (SELECT 1 FROM parts.main.orders WHERE owner = 'other') THEN error('yes') ELSE 'no' END
SELECT * FROM parts.main.orders AS t(a, b, c, d, e, f, g)
SELECT * FROM parts.main.orders AS t(a, b)
SELECT g FROM parts.main.orders AS t(a, b, c, d, e, f, g)
SELECT id, mail || '' FROM parts.main.orders t
SELECT id, upper(mail) FROM parts.main.orders t
SELECT id, length(mail) FROM parts.main.orders t
SELECT id, md5(mail) FROM parts.main.orders t
SELECT id, substr(mail, 1, 1) FROM parts.main.orders t
SELECT id, ascii(mail) FROM parts.main.orders t
SELECT id, mail IS NULL FROM parts.main.orders t
SELECT id, mail < 'm' FROM parts.main.orders t
SELECT id, t.mail FROM parts.main.orders t
SELECT max(mail) FROM parts.main.orders t
SELECT list(mail) FROM parts.main.orders t
SELECT id, regexp_extract(mail, '@.*') FROM parts.main.orders t
SELECT id, CAST(mail AS INT) FROM parts.main.orders t
SELECT id, levenshtein(mail, 'x') FROM parts.main.orders t
SELECT id, hash(mail) FROM parts.main.orders t
SELECT * FROM crm.main.customer WHERE CAST(note AS INTEGER) > 0
SELECT count(*) FROM crm.main.customer WHERE CAST(note AS INTEGER) > 0
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE CAST(note AS INTEGER) > 0)
SELECT * FROM crm.main.customer WHERE CAST(note AS INTEGER) IS NULL
SELECT count(*) FROM crm.main.customer WHERE CAST(note AS INTEGER) IS NULL
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE CAST(note AS INTEGER) IS NULL)
SELECT * FROM crm.main.customer WHERE 1 / (amount - 31) > 0
SELECT count(*) FROM crm.main.customer WHERE 1 / (amount - 31) > 0
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE 1 / (amount - 31) > 0)
SELECT * FROM crm.main.customer WHERE error(note) IS NULL
SELECT count(*) FROM crm.main.customer WHERE error(note) IS NULL
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE error(note) IS NULL)
SELECT * FROM crm.main.customer WHERE CAST(note AS DATE) > DATE '2000-01-01'
SELECT count(*) FROM crm.main.customer WHERE CAST(note AS DATE) > DATE '2000-01-01'
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE CAST(note AS DATE) > DATE '2000-01-01')
SELECT * FROM crm.main.customer WHERE note::INT = 1
SELECT count(*) FROM crm.main.customer WHERE note::INT = 1
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE note::INT = 1)
SELECT * FROM crm.main.customer WHERE CAST(id || note AS BIGINT) > 0
SELECT count(*) FROM crm.main.customer WHERE CAST(id || note AS BIGINT) > 0
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE CAST(id || note AS BIGINT) > 0)
SELECT * FROM crm.main.customer WHERE sqrt(amount - 1000) > 0
SELECT count(*) FROM crm.main.customer WHERE sqrt(amount - 1000) > 0
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE sqrt(amount - 1000) > 0)
SELECT * FROM crm.main.customer WHERE CASE WHEN owner = 'other' THEN CAST(note AS INT) ELSE 1 END = 1
SELECT count(*) FROM crm.main.customer WHERE CASE WHEN owner = 'other' THEN CAST(note AS INT) ELSE 1 END = 1
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE CASE WHEN owner = 'other' THEN CAST(note AS INT) ELSE 1 END = 1)
SELECT * FROM crm.main.customer WHERE list_extract([1], amount::INT) IS NOT NULL
SELECT count(*) FROM crm.main.customer WHERE list_extract([1], amount::INT) IS NOT NULL
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE list_extract([1], amount::INT) IS NOT NULL)
SELECT * FROM crm.main.customer WHERE ln(31 - amount) > 0
SELECT count(*) FROM crm.main.customer WHERE ln(31 - amount) > 0
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE ln(31 - amount) > 0)
SELECT * FROM crm.main.customer WHERE note > 'C' AND CAST(note AS INT) = 1
SELECT count(*) FROM crm.main.customer WHERE note > 'C' AND CAST(note AS INT) = 1
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE note > 'C' AND CAST(note AS INT) = 1)
SELECT * FROM crm.main.customer WHERE strptime(note, '%Y') IS NOT NULL
SELECT count(*) FROM crm.main.customer WHERE strptime(note, '%Y') IS NOT NULL
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE strptime(note, '%Y') IS NOT NULL)
SELECT * FROM crm.main.customer WHERE owner = 'other'
SELECT count(*) FROM crm.main.customer WHERE owner = 'other'
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE owner = 'other')
SELECT * FROM crm.main.customer WHERE owner <> 'clerk'
SELECT count(*) FROM crm.main.customer WHERE owner <> 'clerk'
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE owner <> 'clerk')
SELECT * FROM crm.main.customer WHERE region = 'US'
SELECT count(*) FROM crm.main.customer WHERE region = 'US'
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE region = 'US')
SELECT * FROM crm.main.customer WHERE mail LIKE '%CANARY%'
SELECT count(*) FROM crm.main.customer WHERE mail LIKE '%CANARY%'
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE mail LIKE '%CANARY%')
SELECT * FROM crm.main.customer WHERE mail = 'x1@CANARY'
SELECT count(*) FROM crm.main.customer WHERE mail = 'x1@CANARY'
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE mail = 'x1@CANARY')
SELECT * FROM crm.main.customer WHERE length(mail) > 3
SELECT count(*) FROM crm.main.customer WHERE length(mail) > 3
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE length(mail) > 3)
SELECT * FROM crm.main.customer WHERE NOT (owner = 'clerk')
SELECT count(*) FROM crm.main.customer WHERE NOT (owner = 'clerk')
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE NOT (owner = 'clerk'))
SELECT * FROM crm.main.customer WHERE true OR owner = 'other'
SELECT count(*) FROM crm.main.customer WHERE true OR owner = 'other'
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE true OR owner = 'other')
SELECT * FROM crm.main.customer WHERE 1 = 1
SELECT count(*) FROM crm.main.customer WHERE 1 = 1
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE 1 = 1)
SELECT * FROM crm.main.customer WHERE owner IS NOT NULL OR 1 = 1
SELECT count(*) FROM crm.main.customer WHERE owner IS NOT NULL OR 1 = 1
SELECT id FROM crm.main.customer t WHERE EXISTS (SELECT 1 FROM crm.main.customer WHERE owner IS NOT NULL OR 1 = 1)
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND CAST(b.note AS INTEGER) > 0
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND CAST(b.note AS INTEGER) IS NULL
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND 1 / (b.amount - 31) > 0
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND error(b.note) IS NULL
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND CAST(b.note AS DATE) > DATE '2000-01-01'
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND b.note::INT = 1
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND CAST(b.id || b.note AS BIGINT) > 0
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND sqrt(b.amount - 1000) > 0
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND CASE WHEN b.owner = 'other' THEN CAST(b.note AS INT) ELSE 1 END = 1
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND list_extract([1], b.amount::INT) IS NOT NULL
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND ln(31 - b.amount) > 0
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND b.note > 'C' AND CAST(b.note AS INT) = 1
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id AND strptime(b.note, '%Y') IS NOT NULL
SELECT secret FROM crm.main.customer t
SELECT secret FROM crm.main.customer
SELECT t.secret FROM crm.main.customer t
SELECT t.secret FROM crm.main.customer
SELECT crm.main.customer.secret FROM crm.main.customer t
SELECT crm.main.customer.secret FROM crm.main.customer
SELECT max(secret) FROM crm.main.customer t
SELECT max(secret) FROM crm.main.customer
SELECT secret || '' FROM crm.main.customer t
SELECT secret || '' FROM crm.main.customer
SELECT COUNT(secret) FROM crm.main.customer t
SELECT COUNT(secret) FROM crm.main.customer
SELECT COALESCE(secret, 'x') FROM crm.main.customer t
SELECT COALESCE(secret, 'x') FROM crm.main.customer
SELECT t.*, secret FROM crm.main.customer t
SELECT t.*, secret FROM crm.main.customer
SELECT * FROM crm.main.customer ORDER BY secret
SELECT id FROM crm.main.customer GROUP BY id, secret
SELECT id FROM crm.main.customer WHERE secret = 'CANARY'
SELECT id FROM crm.main.customer WHERE secret IS NULL
SELECT id FROM crm.main.customer WHERE secret LIKE 'CAN%'
SELECT * FROM crm.main.customer a JOIN crm.main.customer b USING (secret)
SELECT * FROM crm.main.customer NATURAL JOIN (SELECT 'CANARY' AS secret) s
SELECT t FROM crm.main.customer t
SELECT orders FROM crm.main.customer
SELECT customer FROM crm.main.customer
SELECT t.secret FROM (SELECT * FROM crm.main.customer) t
SELECT to_json(t) FROM crm.main.customer t
SELECT struct_extract(t, 'secret') FROM crm.main.customer t
SELECT (t).secret FROM crm.main.customer t
SELECT row(t.*) FROM crm.main.customer t
SELECT COLUMNS('secret') FROM crm.main.customer
SELECT COLUMNS(*) FROM crm.main.customer
SELECT COLUMNS(c -> c LIKE 's%') FROM crm.main.customer
SELECT * EXCLUDE (secret) FROM crm.main.customer
SELECT * REPLACE (secret AS note) FROM crm.main.customer
SELECT rowid FROM crm.main.customer
SELECT max(rowid) FROM crm.main.customer
SELECT t.rowid, t.* FROM crm.main.customer t
SELECT * FROM crm.main.customer LIMIT 100
SELECT * FROM crm.main.customer ORDER BY amount DESC LIMIT 1
SELECT * FROM crm.main.customer OFFSET 1
SELECT count(*), sum(amount), min(id), max(id), avg(amount) FROM crm.main.customer
SELECT count(DISTINCT owner) FROM crm.main.customer
SELECT list(mail) FROM crm.main.customer
SELECT string_agg(note, ',') FROM crm.main.customer
SELECT owner, count(*) FROM crm.main.customer GROUP BY ALL
SELECT mail, count(*) FROM crm.main.customer GROUP BY mail
SELECT approx_count_distinct(id) FROM crm.main.customer
SELECT histogram(owner) FROM crm.main.customer
SELECT first(note) FROM crm.main.customer
SELECT arg_max(note, amount) FROM crm.main.customer
SELECT median(amount) FROM crm.main.customer
SELECT row_number() OVER (ORDER BY amount), id FROM crm.main.customer
SELECT lag(note) OVER (ORDER BY id), id FROM crm.main.customer
SELECT sum(amount) OVER () FROM crm.main.customer
SELECT id FROM crm.main.customer QUALIFY rank() OVER (ORDER BY amount) = 1
TABLE crm.main.customer
FROM crm.main.customer
FROM crm.main.customer SELECT note
WITH c AS (SELECT * FROM crm.main.customer) SELECT * FROM c
WITH c AS MATERIALIZED (SELECT * FROM crm.main.customer) SELECT * FROM c WHERE CAST(note AS INT) = 1
WITH c AS (SELECT * FROM crm.main.customer WHERE CAST(note AS INT) = 1) SELECT 1
WITH RECURSIVE r AS (SELECT id, note FROM crm.main.customer UNION SELECT t.id, t.note FROM crm.main.customer t JOIN r ON t.id = r.id + 1) SELECT * FROM r
WITH orders AS (SELECT 1 AS id) SELECT * FROM crm.main.customer
WITH recurring AS (SELECT 1) SELECT * FROM crm.main.customer
SELECT * FROM crm.main.customer UNION ALL SELECT * FROM crm.main.customer
SELECT * FROM crm.main.customer INTERSECT SELECT * FROM crm.main.customer
(SELECT note FROM crm.main.customer) EXCEPT SELECT 'x'
SELECT note FROM crm.main.customer UNION BY NAME SELECT secret FROM crm.main.customer
SELECT (SELECT max(note) FROM crm.main.customer)
SELECT (SELECT count(*) FROM crm.main.customer)
SELECT 1 IN (SELECT amount FROM crm.main.customer)
SELECT ARRAY(SELECT note FROM crm.main.customer)
SELECT 31 = ANY (SELECT amount FROM crm.main.customer)
SELECT 'CANARY' IN (SELECT secret FROM crm.main.customer)
SELECT * FROM crm.main.customer a LEFT JOIN crm.main.customer b ON a.id = b.id + 1
SELECT * FROM crm.main.customer a FULL JOIN crm.main.customer b ON a.id = b.id + 100
SELECT * FROM (VALUES (1), (101)) v(i) LEFT JOIN crm.main.customer t ON t.id = v.i
SELECT * FROM (VALUES (1), (101)) v(i), LATERAL (SELECT note FROM crm.main.customer t WHERE t.id = v.i) x
SELECT * FROM range(200) r(i) SEMI JOIN crm.main.customer t ON t.id = r.i
SELECT * FROM range(200) r(i) ANTI JOIN crm.main.customer t ON t.id = r.i
SELECT * FROM (VALUES (5.0)) v(amount) ASOF JOIN crm.main.customer t ON v.amount >= t.amount
SELECT * FROM crm.main.customer POSITIONAL JOIN range(200)
SELECT * FROM crm.main.customer TABLESAMPLE 100%
SELECT * FROM crm.main.customer USING SAMPLE 10 ROWS
SELECT id FROM crm.main.customer WHERE id IN (SELECT id FROM crm.main.customer WHERE CAST(note AS INT) = 1)
SELECT id FROM crm.main.customer WHERE amount > (SELECT avg(amount) FROM crm.main.customer)
SELECT * FROM crm.main.customer HAVING count(*) > 0
SELECT owner FROM crm.main.customer GROUP BY owner HAVING CAST(owner AS INT) > 0
SELECT merganser_row.secret FROM crm.main.customer
SELECT merganser_row.* FROM crm.main.customer
SELECT merganser_row FROM crm.main.customer t
DESCRIBE crm.main.customer
DESCRIBE SELECT * FROM crm.main.customer
EXPLAIN SELECT * FROM crm.main.customer
EXPLAIN SELECT secret FROM crm.main.customer
EXPLAIN ANALYZE SELECT * FROM crm.main.customer
SUMMARIZE crm.main.customer
SUMMARIZE SELECT * FROM crm.main.customer
EXPLAIN SELECT count(*) FROM crm.main.customer WHERE CAST(note AS INT) = 1
SELECT count(*) FROM crm.main.customer WHERE CAST(note || 'x' AS INT) = 1 AND amount > 500
SELECT count(*) FROM crm.main.customer WHERE amount > 500 AND CAST(note || 'x' AS INT) = 1
SELECT count(*) FROM crm.main.customer WHERE CAST(note || 'x' AS INT) = 1 AND id > 50
SELECT count(*) FROM crm.main.customer WHERE CAST(note || 'x' AS INT) = 1 AND region > 'T'
PIVOT crm.main.customer ON owner IN ('clerk', 'other') USING count(*)
SELECT * FROM crm.main.customer PIVOT (max(note) FOR owner IN ('clerk', 'other'))
UNPIVOT crm.main.customer ON note, mail INTO NAME n VALUE v
SELECT * FROM crm.main.customer UNPIVOT (v FOR n IN (note, secret))
INSERT INTO crm.main.customer (id) VALUES (1)
UPDATE crm.main.customer SET note = secret
DELETE FROM crm.main.customer
CREATE TABLE parts.main.copy AS SELECT * FROM crm.main.customer
CREATE TABLE x AS SELECT secret FROM crm.main.customer
DROP TABLE crm.main.customer
COPY crm.main.customer TO '/tmp/merganser-attack.csv'
ALTER TABLE crm.main.customer RENAME COLUMN secret TO note2
MERGE INTO crm.main.customer USING (SELECT 1 AS i) s ON true WHEN MATCHED THEN DELETE
TRUNCATE crm.main.customer
CREATE VIEW parts.main.v AS SELECT * FROM crm.main.customer
CREATE MACRO m() AS TABLE SELECT * FROM crm.main.customer
ANALYZE crm.main.customer
VACUUM crm.main.customer
SELECT stats(note) FROM crm.main.customer
SELECT typeof(secret) FROM crm.main.customer
SELECT id, CAST(note AS INT) FROM crm.main.customer
SELECT id FROM crm.main.customer ORDER BY CAST(note AS INT)
SELECT CAST(note AS INT) + random() * 0 FROM crm.main.customer
SELECT t1.id FROM crm.main.customer t1, crm.main.customer t2 WHERE CAST(t1.note AS INT) + CAST(t2.note AS INT) > 0
SELECT sum(CAST(note AS INT)) FILTER (WHERE owner = 'other') FROM crm.main.customer
SELECT CASE WHEN EXISTS (SELECT 1 FROM crm.main.customer WHERE owner = 'other') THEN error('yes') ELSE 'no' END
SELECT * FROM crm.main.customer AS t(a, b, c, d, e, f, g)
SELECT * FROM crm.main.customer AS t(a, b)
SELECT g FROM crm.main.customer AS t(a, b, c, d, e, f, g)
SELECT id, mail || '' FROM crm.main.customer t
SELECT id, upper(mail) FROM crm.main.customer t
SELECT id, length(mail) FROM crm.main.customer t
SELECT id, md5(mail) FROM crm.main.customer t
SELECT id, substr(mail, 1, 1) FROM crm.main.customer t
SELECT id, ascii(mail) FROM crm.main.customer t
SELECT id, mail IS NULL FROM crm.main.customer t
SELECT id, mail < 'm' FROM crm.main.customer t
SELECT id, t.mail FROM crm.main.customer t
SELECT max(mail) FROM crm.main.customer t
SELECT list(mail) FROM crm.main.customer t
SELECT id, regexp_extract(mail, '@.*') FROM crm.main.customer t
SELECT id, CAST(mail AS INT) FROM crm.main.customer t
SELECT id, levenshtein(mail, 'x') FROM crm.main.customer t
SELECT id, hash(mail) FROM crm.main.customer t
SELECT * FROM parts.main.salaries
SELECT 1 WHERE EXISTS (SELECT 1 FROM parts.main.salaries)
SELECT (SELECT count(*) FROM parts.main.salaries)
WITH c AS (SELECT * FROM parts.main.salaries) SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM parts.main.salaries)
DESCRIBE parts.main.salaries
EXPLAIN SELECT * FROM parts.main.salaries
TABLE parts.main.salaries
SELECT * FROM parts.main.orders o LEFT JOIN parts.main.salaries h ON false
WITH recurring AS (SELECT 1) SELECT * FROM parts.main.salaries
WITH x AS (SELECT 1 UNION SELECT 2 FROM parts.main.salaries) SELECT 1
INSERT INTO parts.main.salaries VALUES (1)
DROP TABLE parts.main.salaries
SELECT * FROM query('FROM parts.main.salaries')
SELECT * FROM query_table('parts.main.salaries')
SELECT * FROM PARTS.MAIN.SALARIES
SELECT 1 WHERE EXISTS (SELECT 1 FROM PARTS.MAIN.SALARIES)
SELECT (SELECT count(*) FROM PARTS.MAIN.SALARIES)
WITH c AS (SELECT * FROM PARTS.MAIN.SALARIES) SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM PARTS.MAIN.SALARIES)
DESCRIBE PARTS.MAIN.SALARIES
EXPLAIN SELECT * FROM PARTS.MAIN.SALARIES
TABLE PARTS.MAIN.SALARIES
SELECT * FROM parts.main.orders o LEFT JOIN PARTS.MAIN.SALARIES h ON false
WITH recurring AS (SELECT 1) SELECT * FROM PARTS.MAIN.SALARIES
WITH x AS (SELECT 1 UNION SELECT 2 FROM PARTS.MAIN.SALARIES) SELECT 1
INSERT INTO PARTS.MAIN.SALARIES VALUES (1)
DROP TABLE PARTS.MAIN.SALARIES
SELECT * FROM query('FROM PARTS.MAIN.SALARIES')
SELECT * FROM query_table('PARTS.MAIN.SALARIES')
SELECT * FROM "parts"."main"."salaries"
SELECT 1 WHERE EXISTS (SELECT 1 FROM "parts"."main"."salaries")
SELECT (SELECT count(*) FROM "parts"."main"."salaries")
WITH c AS (SELECT * FROM "parts"."main"."salaries") SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM "parts"."main"."salaries")
DESCRIBE "parts"."main"."salaries"
EXPLAIN SELECT * FROM "parts"."main"."salaries"
TABLE "parts"."main"."salaries"
SELECT * FROM parts.main.orders o LEFT JOIN "parts"."main"."salaries" h ON false
WITH recurring AS (SELECT 1) SELECT * FROM "parts"."main"."salaries"
WITH x AS (SELECT 1 UNION SELECT 2 FROM "parts"."main"."salaries") SELECT 1
INSERT INTO "parts"."main"."salaries" VALUES (1)
DROP TABLE "parts"."main"."salaries"
SELECT * FROM parts.salaries
SELECT 1 WHERE EXISTS (SELECT 1 FROM parts.salaries)
SELECT (SELECT count(*) FROM parts.salaries)
WITH c AS (SELECT * FROM parts.salaries) SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM parts.salaries)
DESCRIBE parts.salaries
EXPLAIN SELECT * FROM parts.salaries
TABLE parts.salaries
SELECT * FROM parts.main.orders o LEFT JOIN parts.salaries h ON false
WITH recurring AS (SELECT 1) SELECT * FROM parts.salaries
WITH x AS (SELECT 1 UNION SELECT 2 FROM parts.salaries) SELECT 1
INSERT INTO parts.salaries VALUES (1)
DROP TABLE parts.salaries
SELECT * FROM query('FROM parts.salaries')
SELECT * FROM query_table('parts.salaries')
SELECT * FROM main.salaries
SELECT 1 WHERE EXISTS (SELECT 1 FROM main.salaries)
SELECT (SELECT count(*) FROM main.salaries)
WITH c AS (SELECT * FROM main.salaries) SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM main.salaries)
DESCRIBE main.salaries
EXPLAIN SELECT * FROM main.salaries
TABLE main.salaries
SELECT * FROM parts.main.orders o LEFT JOIN main.salaries h ON false
WITH recurring AS (SELECT 1) SELECT * FROM main.salaries
WITH x AS (SELECT 1 UNION SELECT 2 FROM main.salaries) SELECT 1
INSERT INTO main.salaries VALUES (1)
DROP TABLE main.salaries
SELECT * FROM query('FROM main.salaries')
SELECT * FROM query_table('main.salaries')
SELECT * FROM salaries
SELECT 1 WHERE EXISTS (SELECT 1 FROM salaries)
SELECT (SELECT count(*) FROM salaries)
WITH c AS (SELECT * FROM salaries) SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM salaries)
DESCRIBE salaries
EXPLAIN SELECT * FROM salaries
TABLE salaries
SELECT * FROM parts.main.orders o LEFT JOIN salaries h ON false
WITH recurring AS (SELECT 1) SELECT * FROM salaries
WITH x AS (SELECT 1 UNION SELECT 2 FROM salaries) SELECT 1
INSERT INTO salaries VALUES (1)
DROP TABLE salaries
SELECT * FROM query('FROM salaries')
SELECT * FROM query_table('salaries')
SELECT * FROM parts.main.salarie
SELECT 1 WHERE EXISTS (SELECT 1 FROM parts.main.salarie)
SELECT (SELECT count(*) FROM parts.main.salarie)
WITH c AS (SELECT * FROM parts.main.salarie) SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM parts.main.salarie)
DESCRIBE parts.main.salarie
EXPLAIN SELECT * FROM parts.main.salarie
TABLE parts.main.salarie
SELECT * FROM parts.main.orders o LEFT JOIN parts.main.salarie h ON false
WITH recurring AS (SELECT 1) SELECT * FROM parts.main.salarie
WITH x AS (SELECT 1 UNION SELECT 2 FROM parts.main.salarie) SELECT 1
INSERT INTO parts.main.salarie VALUES (1)
DROP TABLE parts.main.salarie
SELECT * FROM query('FROM parts.main.salarie')
SELECT * FROM query_table('parts.main.salarie')
SELECT * FROM vault.main.gold
SELECT 1 WHERE EXISTS (SELECT 1 FROM vault.main.gold)
SELECT (SELECT count(*) FROM vault.main.gold)
WITH c AS (SELECT * FROM vault.main.gold) SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM vault.main.gold)
DESCRIBE vault.main.gold
EXPLAIN SELECT * FROM vault.main.gold
TABLE vault.main.gold
SELECT * FROM parts.main.orders o LEFT JOIN vault.main.gold h ON false
WITH recurring AS (SELECT 1) SELECT * FROM vault.main.gold
WITH x AS (SELECT 1 UNION SELECT 2 FROM vault.main.gold) SELECT 1
INSERT INTO vault.main.gold VALUES (1)
DROP TABLE vault.main.gold
SELECT * FROM query('FROM vault.main.gold')
SELECT * FROM query_table('vault.main.gold')
SELECT * FROM vault.gold
SELECT 1 WHERE EXISTS (SELECT 1 FROM vault.gold)
SELECT (SELECT count(*) FROM vault.gold)
WITH c AS (SELECT * FROM vault.gold) SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM vault.gold)
DESCRIBE vault.gold
EXPLAIN SELECT * FROM vault.gold
TABLE vault.gold
SELECT * FROM parts.main.orders o LEFT JOIN vault.gold h ON false
WITH recurring AS (SELECT 1) SELECT * FROM vault.gold
WITH x AS (SELECT 1 UNION SELECT 2 FROM vault.gold) SELECT 1
INSERT INTO vault.gold VALUES (1)
DROP TABLE vault.gold
SELECT * FROM query('FROM vault.gold')
SELECT * FROM query_table('vault.gold')
SELECT * FROM parts.hidden.t
SELECT 1 WHERE EXISTS (SELECT 1 FROM parts.hidden.t)
SELECT (SELECT count(*) FROM parts.hidden.t)
WITH c AS (SELECT * FROM parts.hidden.t) SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM parts.hidden.t)
DESCRIBE parts.hidden.t
EXPLAIN SELECT * FROM parts.hidden.t
TABLE parts.hidden.t
SELECT * FROM parts.main.orders o LEFT JOIN parts.hidden.t h ON false
WITH recurring AS (SELECT 1) SELECT * FROM parts.hidden.t
WITH x AS (SELECT 1 UNION SELECT 2 FROM parts.hidden.t) SELECT 1
INSERT INTO parts.hidden.t VALUES (1)
DROP TABLE parts.hidden.t
SELECT * FROM query('FROM parts.hidden.t')
SELECT * FROM query_table('parts.hidden.t')
SELECT * FROM parts.main.v_hidden
SELECT 1 WHERE EXISTS (SELECT 1 FROM parts.main.v_hidden)
SELECT (SELECT count(*) FROM parts.main.v_hidden)
WITH c AS (SELECT * FROM parts.main.v_hidden) SELECT 1
SELECT 1 WHERE false AND EXISTS (SELECT * FROM parts.main.v_hidden)
DESCRIBE parts.main.v_hidden
EXPLAIN SELECT * FROM parts.main.v_hidden
TABLE parts.main.v_hidden
SELECT * FROM parts.main.orders o LEFT JOIN parts.main.v_hidden h ON false
WITH recurring AS (SELECT 1) SELECT * FROM parts.main.v_hidden
WITH x AS (SELECT 1 UNION SELECT 2 FROM parts.main.v_hidden) SELECT 1
INSERT INTO parts.main.v_hidden VALUES (1)
DROP TABLE parts.main.v_hidden
SELECT * FROM query('FROM parts.main.v_hidden')
SELECT * FROM query_table('parts.main.v_hidden')
SHOW TABLES
SHOW ALL TABLES
SHOW SCHEMAS
SHOW CATALOGS
SHOW DATABASES
SHOW TABLES FROM parts
SHOW TABLES FROM parts.hidden
SHOW TABLES FROM vault
SHOW SCHEMAS FROM vault
USE vault
USE parts.hidden
SELECT * FROM information_schema.tables
SELECT * FROM parts.information_schema.columns
SELECT * FROM duckdb_tables()
SELECT * FROM duckdb_columns()
SELECT * FROM duckdb_views()
SELECT * FROM duckdb_databases()
SELECT * FROM duckdb_settings()
SELECT * FROM duckdb_secrets()
SELECT * FROM pg_catalog.pg_class
SELECT * FROM sqlite_master
SELECT * FROM crm.main.sqlite_master
SELECT * FROM system.main.duckdb_tables
PRAGMA table_info('parts.main.orders')
PRAGMA show_tables
PRAGMA database_list
CALL pragma_table_info('orders')
SELECT * FROM pragma_storage_info('orders')
SELECT current_setting('secret_directory')
SELECT getenv('HOME')
SELECT * FROM read_csv('/etc/passwd')
SELECT * FROM '/etc/passwd'
SELECT * FROM read_text('/etc/hostname')
SELECT * FROM sqlite_scan('crm.sqlite', 'customer')
SELECT * FROM postgres_query('sales', 'select 1')
SELECT * FROM glob('*')
ATTACH 'parts.duckdb' AS p2
DETACH parts
INSTALL httpfs
LOAD sqlite
SET enable_external_access = true
RESET lock_configuration
EXPORT DATABASE '/tmp/x'
CHECKPOINT
SELECT json_execute_serialized_sql('x')
SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))
PREPARE p AS SELECT 1
EXECUTE p
SELECT 1; SELECT * FROM parts.main.salaries
SELECT 1 --  , (SELECT count(*) FROM parts.main.salaries)
SELECT current_principal_attribute('region')
SELECT current_principal_groups()
SELECT current_user
CREATE SECRET (TYPE s3)
SELECT * FROM which_secret('a', 'b')
SELECT pg_get_viewdef('v')
SELECT nextval('s')
SELECT write_log('x')
SELECT parts.main.salaries.pay FROM parts.main.orders
SELECT salaries.pay FROM parts.main.orders
SELECT * FROM parts.main.orders, salaries
SELECT vault FROM parts.main.orders
-- what the server keeps of itself, and its probes
SELECT * FROM audit_records
SELECT * FROM system.audit.records
SELECT * FROM merganser.audit.records
SELECT * FROM main.audit_records
SELECT * FROM tenant_users
SELECT * FROM merganser_probe
SELECT * FROM merganser_probe_visible
SELECT * FROM temp.main.merganser_probe
-- texts that try to pass the second reading
SELECT 'ENUM(' || (SELECT pay FROM parts.main.salaries) || ')' FROM parts.main.orders
SELECT CAST((SELECT pay FROM parts.main.salaries) AS ENUM('a', 'b')) FROM parts.main.orders
SELECT CAST(note AS ENUM('1', '2')) FROM parts.main.orders WHERE id = 101
SELECT id FROM parts.main.orders WHERE note = '' UNION SELECT pay FROM parts.main.salaries --'
SELECT id FROM parts.main.orders WHERE note = '\' UNION SELECT pay FROM parts.main.salaries --'
SELECT id FROM parts.main.orders WHERE note = E'\' UNION SELECT pay FROM parts.main.salaries --'
SELECT id FROM parts.main.orders WHERE note = $a$' UNION SELECT pay FROM parts.main.salaries --$a$
SELECT id AS "x"" FROM parts.main.salaries --" FROM parts.main.orders
SELECT secret FROM parts.main.orders AS merganser_row
SELECT * FROM parts.main.orders AS merganser_row WHERE merganser_row.secret IS NOT NULL
SELECT '(SELECT * FROM "parts"."main"."orders" AS "merganser_row")' AS x, secret FROM parts.main.orders
WITH merganser_row AS (SELECT 1 AS id) SELECT orders.id FROM parts.main.orders, merganser_row
WITH RECURSIVE salaries(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM salaries WHERE i < 3) SELECT * FROM salaries, parts.main.salaries
WITH f0 AS (SELECT 'x' AS note) SELECT note FROM f0, crm.main.customer WHERE customer.secret = ''
SELECT json_serialize_sql('SELECT * FROM parts.main.salaries')
SELECT json_execute_serialized_sql(json_serialize_sql('SELECT * FROM parts.main.salaries'))
SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT * FROM parts.main.salaries'))
SELECT * FROM (SUMMARIZE parts.main.orders)
SELECT * FROM (DESCRIBE parts.main.orders)
SELECT * FROM (SUMMARIZE parts.main.salaries)
SELECT * FROM (DESCRIBE SELECT * FROM parts.main.salaries)
SELECT "min", "max" FROM (SUMMARIZE SELECT secret FROM parts.main.orders)
SELECT * FROM (parts.main.orders AS a JOIN parts.main.salaries AS b ON a.id = b.id) AS x
SELECT * FROM (parts.main.orders AS a CROSS JOIN (SELECT 1) AS b) AS x WHERE CAST(note AS INTEGER) > 0
SELECT * FROM parts.main.orders a LEFT JOIN parts.main.orders b JOIN parts.main.salaries c ON b.id = c.id ON a.id = b.id
SELECT * FROM parts.main.orders a LEFT JOIN parts.main.orders b JOIN parts.main.orders c ON 1 / (b.amount - 31) > 0 ON a.id = b.id
WITH x AS (SELECT * FROM parts.main.salaries) DELETE FROM parts.main.orders USING x WHERE orders.id = x.id
WITH x AS (SELECT secret FROM parts.main.orders) INSERT INTO parts.main.orders (note) SELECT secret FROM x RETURNING *
SELECT ((SELECT secret FROM parts.main.orders) UNION (SELECT 'x'))
SELECT (SELECT note FROM parts.main.orders EXCEPT SELECT note FROM parts.main.orders WHERE CAST(note AS INTEGER) > 0)
SELECT owner FROM parts.main.orders WHERE owner = user OR CAST(note AS INTEGER) > 0
SELECT * FROM VALUES (1) AS v(id) JOIN parts.main.orders USING (id) WHERE secret IS NOT NULL

-- One statement a line. In a scope whose datasets are `orders` and `customer` each must be refused,
-- and say nothing of what is outside.
SELECT * FROM parts.main.orders
SELECT * FROM main.orders
SELECT * FROM parts.orders
SELECT * FROM "parts"."main"."orders"
SELECT * FROM "parts" . /* here */ "main" . -- there
SELECT * FROM PARTS.MAIN.ORDERS
SELECT * FROM crm.main.customer
SELECT * FROM crm.customer
SELECT * FROM vault
SELECT * FROM "vault"
SELECT * FROM parts.main.vault
SELECT * FROM memory.main.orders
SELECT * FROM temp.orders
SELECT * FROM temp.main.orders
SELECT * FROM system.main.duckdb_tables
SELECT * FROM "parts.main.orders"
SELECT * FROM "main.orders"
SELECT * FROM U&"\0070arts".main.orders
SELECT * FROM ｐａｒｔｓ.main.orders
SELECT * FROM parts.main.orders AS orders
SELECT * FROM (SELECT * FROM parts.main.orders) AS orders
SELECT * FROM orders, parts.main.vault
SELECT * FROM orders JOIN parts.main.vault ON true
SELECT * FROM orders LEFT JOIN crm.main.vault v ON false
SELECT * FROM orders NATURAL JOIN parts.main.vault
SELECT * FROM orders POSITIONAL JOIN parts.main.vault
SELECT * FROM orders ASOF JOIN parts.main.orders o ON orders.id >= o.id
SELECT * FROM orders WHERE EXISTS (SELECT 1 FROM parts.main.vault)
SELECT * FROM orders WHERE id IN (SELECT id FROM parts.main.orders)
SELECT * FROM orders WHERE false AND EXISTS (SELECT 1 FROM parts.main.vault)
SELECT (SELECT gold FROM parts.main.vault) FROM orders
SELECT CASE WHEN true THEN 1 ELSE (SELECT count(*) FROM parts.main.vault) END
SELECT * FROM orders ORDER BY (SELECT gold FROM parts.main.vault)
SELECT count(*) FROM orders GROUP BY (SELECT gold FROM parts.main.vault)
SELECT count(*) FROM orders HAVING (SELECT true FROM parts.main.vault)
SELECT sum(id) OVER (ORDER BY (SELECT gold FROM vault)) FROM orders
SELECT id FROM orders QUALIFY row_number() OVER () = (SELECT count(*) FROM vault)
SELECT * FROM orders LIMIT (SELECT count(*) FROM parts.main.vault)
SELECT DISTINCT ON ((SELECT gold FROM vault)) id FROM orders
SELECT * FROM orders, LATERAL (SELECT * FROM parts.main.vault) v
SELECT * FROM orders o, LATERAL (SELECT * FROM vault WHERE o.id > 0) v
SELECT * FROM orders UNION ALL SELECT * FROM parts.main.orders
SELECT id FROM orders EXCEPT SELECT id FROM main.orders
SELECT id FROM orders INTERSECT SELECT id FROM crm.main.customer
TABLE parts.main.orders
TABLE vault
(TABLE main.orders)
VALUES ((SELECT gold FROM parts.main.vault))
SELECT ARRAY(SELECT gold FROM parts.main.vault)
SELECT [x FOR x IN [(SELECT gold FROM vault)]]
SELECT list_transform([1], x -> (SELECT count(*) FROM vault))
SELECT struct_pack(a := (SELECT gold FROM vault))
SELECT {'a': (SELECT gold FROM vault)}
SELECT COLUMNS((SELECT gold FROM vault))
WITH c AS (SELECT * FROM parts.main.orders) SELECT * FROM c
WITH c AS (SELECT * FROM parts.main.orders) SELECT 1
WITH orders AS (SELECT * FROM parts.main.orders) SELECT * FROM orders
WITH orders AS (SELECT * FROM main.orders) SELECT 1
WITH vault AS (SELECT * FROM vault) SELECT * FROM vault
WITH c AS (SELECT 1), d AS (SELECT * FROM vault) SELECT * FROM c
WITH c AS MATERIALIZED (SELECT * FROM vault) SELECT * FROM c
WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c, parts.main.vault WHERE n < 3) SELECT * FROM c
WITH RECURSIVE c(n) USING KEY (n) AS (SELECT 1 UNION SELECT n FROM recurring.c) SELECT * FROM c
WITH RECURSIVE vault AS (SELECT 1 AS n UNION ALL SELECT n FROM recurring.vault WHERE n < 0) SELECT * FROM vault
WITH main AS (SELECT 1 AS orders) SELECT * FROM main.orders
WITH parts AS (SELECT 1 AS x) SELECT * FROM parts.main.orders
WITH c AS (WITH d AS (SELECT * FROM vault) SELECT * FROM d) SELECT * FROM c
SELECT * FROM (WITH vault AS (SELECT 1) SELECT 1) x, vault
PIVOT parts.main.orders ON region IN ('EU') USING sum(amount)
SELECT * FROM (PIVOT vault ON gold IN ('x') USING count(*))
UNPIVOT parts.main.orders ON id, amount
SELECT * FROM parts.main.orders TABLESAMPLE 50%
SELECT * FROM vault USING SAMPLE 1
FROM parts.main.orders
FROM vault SELECT gold
SELECT * FROM 'parts.duckdb'
SELECT * FROM "parts.duckdb"
SELECT * FROM '/etc/passwd'
SELECT * FROM "/etc/passwd"
SELECT * FROM "one.sqlite"
SELECT * FROM 'x.csv'
SELECT * FROM "x.parquet"
SELECT * FROM 'https://example.com/x.csv'
SELECT * FROM read_csv('/etc/passwd')
SELECT * FROM read_csv_auto('x.csv')
SELECT * FROM read_parquet('x.parquet')
SELECT * FROM read_text('/etc/passwd')
SELECT * FROM read_blob('/etc/passwd')
SELECT * FROM glob('*')
SELECT * FROM sqlite_scan('one.sqlite', 'customer')
SELECT * FROM duckdb_tables()
SELECT * FROM duckdb_views()
SELECT * FROM duckdb_settings()
SELECT * FROM duckdb_secrets()
SELECT * FROM duckdb_databases()
SELECT * FROM pragma_database_list()
SELECT * FROM pragma_table_info('orders')
SELECT * FROM query('SELECT * FROM parts.main.vault')
SELECT * FROM query_table('parts.main.orders')
SELECT * FROM range(3)
SELECT * FROM RANGE (3) AS r(i)
SELECT * FROM generate_series(1, 3)
SELECT * FROM "range"(3)
SELECT * FROM main.range(3)
SELECT * FROM TABLE(range(3))
SELECT * FROM unnest([1, 2])
SELECT * FROM UNNEST([1, 2]) AS u(x)
SELECT * FROM orders, unnest([id])
SELECT * FROM orders, LATERAL unnest([id]) AS u(x)
SELECT * FROM orders, LATERAL range(id)
SELECT * FROM orders CROSS JOIN range(3)
SELECT * FROM repeat('x', 3)
SELECT * FROM seq_scan('vault')
SELECT * FROM test_all_types()
SELECT * FROM repeat_row(1, num_rows = 3)
SELECT * FROM json_each('{}')
SELECT * FROM summary(TABLE orders)
SELECT * FROM information_schema.tables
SELECT * FROM INFORMATION_SCHEMA.COLUMNS
SELECT * FROM "information_schema"."tables"
SELECT * FROM parts.information_schema.tables
SELECT * FROM pg_catalog.pg_class
SELECT * FROM pg_tables
SELECT * FROM pg_views
SELECT * FROM pg_class
SELECT * FROM pg_attribute
SELECT * FROM pg_settings
SELECT * FROM pg_database
SELECT * FROM pg_namespace
SELECT * FROM sqlite_master
SELECT * FROM sqlite_schema
SELECT * FROM "sqlite_master"
SELECT * FROM pragma_database_list
SELECT * FROM duckdb_tables
SELECT * FROM duckdb_columns
SELECT * FROM merganser_row
SELECT merganser_row.owner FROM orders
SELECT orders.secret FROM orders
SELECT secret FROM orders
SELECT o.secret FROM orders o
SELECT parts.main.orders.secret FROM orders
SELECT main.orders.secret FROM orders
SELECT current_setting('secret_directory')
SELECT getvariable('x')
SELECT current_principal_attribute('region')
SELECT current_principal_groups()
SELECT * FROM orders WHERE region = current_principal_attribute('region')
SELECT nextval('s')
DESCRIBE parts.main.orders
DESCRIBE vault
DESCRIBE SELECT * FROM parts.main.orders
DESC main.orders
SHOW COLUMNS FROM parts.main.orders
SHOW TABLES FROM parts
SHOW TABLES FROM parts.main
SHOW ALL TABLES
SHOW CATALOGS
SHOW DATABASES
SHOW SCHEMAS
SHOW SCHEMAS FROM parts
SHOW vault
SHOW ALL
SHOW search_path
SHOW timezone
SUMMARIZE orders
SUMMARIZE SELECT * FROM orders
SUMMARIZE parts.main.orders
EXPLAIN SELECT * FROM parts.main.orders
EXPLAIN SELECT * FROM vault
EXPLAIN ANALYZE SELECT * FROM orders
EXPLAIN /* not */ ANALYZE SELECT * FROM orders
EXPLAIN (ANALYZE) SELECT * FROM orders
EXPLAIN (ANALYZE true, FORMAT json) SELECT * FROM orders
explain analyze SELECT 1
EXPLAIN EXPLAIN SELECT * FROM orders
EXPLAIN DELETE FROM orders
EXPLAIN INSERT INTO orders SELECT * FROM orders
USE parts
USE parts.main
USE main
USE "parts"
SET search_path = 'parts.main'
SET search_path TO main
SET schema = 'main'
SET schema 'main'
SET catalog = 'parts'
SET timezone = 'UTC'
SET SESSION timezone = 'UTC'
SET statement_timeout = '1s'
RESET timezone
RESET ALL
PRAGMA database_list
PRAGMA table_info('orders')
CALL pragma_version()
BEGIN
BEGIN TRANSACTION
COMMIT
ROLLBACK
START TRANSACTION
INSERT INTO orders VALUES (1, 'x', 1, 'x', 'x', 'x')
INSERT INTO parts.main.orders SELECT * FROM orders
UPDATE orders SET id = 1
UPDATE parts.main.orders SET id = 1
DELETE FROM orders
DELETE FROM parts.main.orders
TRUNCATE orders
MERGE INTO orders USING customer ON orders.id = customer.id WHEN MATCHED THEN DELETE
CREATE TABLE t(x INTEGER)
CREATE TABLE t AS SELECT * FROM orders
CREATE TEMP TABLE t AS SELECT * FROM orders
CREATE TEMPORARY TABLE orders AS SELECT 1 AS id
CREATE OR REPLACE TEMP TABLE orders AS SELECT 1 AS id
CREATE TEMP VIEW orders AS SELECT 1 AS id
CREATE VIEW v AS SELECT * FROM orders
CREATE OR REPLACE VIEW orders AS SELECT * FROM parts.main.orders
CREATE SCHEMA s
CREATE MACRO m() AS TABLE SELECT * FROM parts.main.vault
CREATE FUNCTION f() AS 1
CREATE SECRET s (TYPE s3)
CREATE SEQUENCE s
CREATE TYPE t AS ENUM ('a')
ALTER TABLE orders ADD COLUMN x INTEGER
ALTER VIEW orders RENAME TO o
DROP TABLE orders
DROP VIEW orders
DROP SCHEMA main
COMMENT ON TABLE orders IS 'x'
ANALYZE orders
VACUUM
CHECKPOINT
ATTACH ':memory:' AS x
ATTACH 'parts.duckdb' AS x
DETACH parts
COPY orders TO '/tmp/x.csv'
COPY (SELECT * FROM parts.main.vault) TO '/tmp/x.csv'
COPY orders FROM '/tmp/x.csv'
EXPORT DATABASE '/tmp/x'
IMPORT DATABASE '/tmp/x'
INSTALL httpfs
LOAD httpfs
PREPARE p AS SELECT * FROM parts.main.vault
EXECUTE p
DEALLOCATE p
GRANT SELECT ON orders TO clerk
KILL 1
SELECT 1; SELECT * FROM parts.main.vault
SELECT * FROM orders; USE parts

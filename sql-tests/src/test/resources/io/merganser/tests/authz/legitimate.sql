-- One statement a line. All must be answered, with something: see AttackTest.
SELECT * FROM parts.main.orders
SELECT parts.main.orders.id FROM parts.main.orders
SELECT main.orders.id, orders.note FROM parts.main.orders
SELECT orders.* FROM parts.main.orders
SELECT t.id AS i FROM parts.main.orders AS t WHERE t.amount > 1
SELECT count(*) FROM parts.main.orders
SELECT parts.main.orders.id FROM parts.main.orders WHERE parts.main.orders.amount > 5 ORDER BY parts.main.orders.id
TABLE parts.main.orders
FROM parts.main.orders
SELECT (SELECT max(id) FROM parts.main.orders) AS x
SELECT owner, sum(amount) FROM parts.main.orders GROUP BY owner
SELECT a.id FROM parts.main.orders a JOIN parts.main.orders b ON a.id = b.id
SELECT id FROM parts.main.orders WHERE note LIKE '1%'
SELECT id FROM parts.main.orders WHERE CAST(note AS INTEGER) > 3
SELECT sum(CAST(note AS INTEGER)) FROM parts.main.orders
SELECT 10 / amount FROM parts.main.orders
SELECT mail FROM parts.main.orders WHERE mail = '***'
DESCRIBE parts.main.orders
SELECT id, row_number() OVER (ORDER BY id) FROM parts.main.orders
SELECT DISTINCT region FROM parts.main.orders
WITH c AS (SELECT * FROM parts.main.orders) SELECT count(*) FROM c
SELECT id FROM parts.main.orders UNION SELECT 1
SELECT * EXCLUDE (note) FROM parts.main.orders
SELECT COLUMNS('i.*') FROM parts.main.orders
SELECT t FROM parts.main.orders t
SELECT * FROM parts.main.orders TABLESAMPLE 100%
EXPLAIN SELECT * FROM parts.main.orders
SELECT * FROM parts.main.orders ORDER BY amount DESC LIMIT 2
SELECT id FROM parts.main.orders WHERE id IN (1, 2, 3)
SELECT id FROM parts.main.orders WHERE amount BETWEEN 1 AND 4
SELECT upper(owner) FROM parts.main.orders
SELECT list(id ORDER BY id) FROM parts.main.orders
SELECT * FROM parts.main.orders WHERE owner = current_user
SELECT id FROM parts.main.orders WHERE owner IS NOT NULL AND NOT (amount > 3)
SELECT CASE WHEN amount > 3 THEN 'big' ELSE 'small' END FROM parts.main.orders
SELECT * FROM parts.main.orders a LEFT JOIN parts.main.orders b ON a.id = b.id + 1
SELECT id FROM parts.main.orders QUALIFY row_number() OVER (ORDER BY id) = 1
SELECT avg(amount), min(note) FROM parts.main.orders HAVING count(*) > 0
SELECT x.id FROM (SELECT id FROM parts.main.orders) x
SELECT EXISTS (SELECT 1 FROM parts.main.orders WHERE id = 1) AS x
SELECT o.id FROM parts.main.orders o, LATERAL (SELECT o.amount * 2 AS d) l WHERE d > 4
SELECT region, owner, count(*) FROM parts.main.orders GROUP BY ROLLUP (region, owner)
SELECT id FROM parts.main.orders WHERE (id, owner) IN (SELECT id, owner FROM parts.main.orders)
SELECT coalesce(note, 'none') FROM parts.main.orders
SELECT max(amount) - min(amount) FROM parts.main.orders
SELECT id % 2, count(*) FROM parts.main.orders GROUP BY 1 ORDER BY 1
SELECT * FROM parts.main.orders WHERE region = 'EU' OR amount = 0
SELECT string_agg(note, ',' ORDER BY id) FROM parts.main.orders
SELECT id FROM parts.main.orders EXCEPT SELECT 1
SELECT * FROM crm.main.customer
SELECT crm.main.customer.id FROM crm.main.customer
SELECT main.customer.id, customer.note FROM crm.main.customer
SELECT customer.* FROM crm.main.customer
SELECT t.id AS i FROM crm.main.customer AS t WHERE t.amount > 1
SELECT count(*) FROM crm.main.customer
SELECT crm.main.customer.id FROM crm.main.customer WHERE crm.main.customer.amount > 5 ORDER BY crm.main.customer.id
TABLE crm.main.customer
FROM crm.main.customer
SELECT (SELECT max(id) FROM crm.main.customer) AS x
SELECT owner, sum(amount) FROM crm.main.customer GROUP BY owner
SELECT a.id FROM crm.main.customer a JOIN crm.main.customer b ON a.id = b.id
SELECT id FROM crm.main.customer WHERE note LIKE '1%'
SELECT id FROM crm.main.customer WHERE CAST(note AS INTEGER) > 3
SELECT sum(CAST(note AS INTEGER)) FROM crm.main.customer
SELECT 10 / amount FROM crm.main.customer
SELECT mail FROM crm.main.customer WHERE mail = '***'
DESCRIBE crm.main.customer
SELECT id, row_number() OVER (ORDER BY id) FROM crm.main.customer
SELECT DISTINCT region FROM crm.main.customer
WITH c AS (SELECT * FROM crm.main.customer) SELECT count(*) FROM c
SELECT id FROM crm.main.customer UNION SELECT 1
SELECT * EXCLUDE (note) FROM crm.main.customer
SELECT COLUMNS('i.*') FROM crm.main.customer
SELECT t FROM crm.main.customer t
SELECT * FROM crm.main.customer TABLESAMPLE 100%
EXPLAIN SELECT * FROM crm.main.customer
SELECT * FROM crm.main.customer ORDER BY amount DESC LIMIT 2
SELECT id FROM crm.main.customer WHERE id IN (1, 2, 3)
SELECT id FROM crm.main.customer WHERE amount BETWEEN 1 AND 4
SELECT upper(owner) FROM crm.main.customer
SELECT list(id ORDER BY id) FROM crm.main.customer
SELECT * FROM crm.main.customer WHERE owner = current_user
SELECT id FROM crm.main.customer WHERE owner IS NOT NULL AND NOT (amount > 3)
SELECT CASE WHEN amount > 3 THEN 'big' ELSE 'small' END FROM crm.main.customer
SELECT * FROM crm.main.customer a LEFT JOIN crm.main.customer b ON a.id = b.id + 1
SELECT id FROM crm.main.customer QUALIFY row_number() OVER (ORDER BY id) = 1
SELECT avg(amount), min(note) FROM crm.main.customer HAVING count(*) > 0
SELECT x.id FROM (SELECT id FROM crm.main.customer) x
SELECT EXISTS (SELECT 1 FROM crm.main.customer WHERE id = 1) AS x
SELECT o.id FROM crm.main.customer o, LATERAL (SELECT o.amount * 2 AS d) l WHERE d > 4
SELECT region, owner, count(*) FROM crm.main.customer GROUP BY ROLLUP (region, owner)
SELECT id FROM crm.main.customer WHERE (id, owner) IN (SELECT id, owner FROM crm.main.customer)
SELECT coalesce(note, 'none') FROM crm.main.customer
SELECT max(amount) - min(amount) FROM crm.main.customer
SELECT id % 2, count(*) FROM crm.main.customer GROUP BY 1 ORDER BY 1
SELECT * FROM crm.main.customer WHERE region = 'EU' OR amount = 0
SELECT string_agg(note, ',' ORDER BY id) FROM crm.main.customer
SELECT id FROM crm.main.customer EXCEPT SELECT 1
SELECT o.id FROM parts.main.orders o JOIN crm.main.customer c ON o.id = c.id
SELECT count(*) FROM parts.main.orders, crm.main.customer
SELECT 1
VALUES (1), (2)
SHOW CATALOGS
SHOW ALL TABLES
SELECT current_user
SELECT o.note FROM crm.main.customer o NATURAL JOIN (SELECT 3 AS id) x
SELECT a.note FROM crm.main.customer a NATURAL JOIN crm.main.customer b
SELECT count(*) FROM (TABLE crm.main.customer UNION ALL SELECT id, owner, amount, note, mail, region FROM crm.main.customer) u
SELECT x FROM crm.main.customer AS t(w, x, y)
SELECT customer.id FROM crm.main.customer WHERE customer IS NOT NULL
SELECT column_name, column_type FROM (DESCRIBE parts.main.orders)
SELECT column_name, "max", "count" FROM (SUMMARIZE parts.main.orders)
SELECT id, one FROM (parts.main.orders AS a JOIN (SELECT 1 AS one) AS b ON a.id >= b.one) AS x
SELECT a.id FROM parts.main.orders a LEFT JOIN parts.main.orders b JOIN parts.main.orders c ON b.id = c.id ON a.id = b.id
SELECT ((SELECT max(id) FROM parts.main.orders) UNION (SELECT max(id) FROM parts.main.orders)) AS m

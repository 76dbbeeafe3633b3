-- join of four kinds of sources (ordered)
SELECT o.o_orderkey, c.c_name, n.n_name, p.p_name, l.l_quantity
FROM sales.public.orders o
JOIN sales.public.lineitem l ON l.l_orderkey = o.o_orderkey
JOIN crm.main.customer c ON c.c_custkey = o.o_custkey
JOIN geo.main.nation n ON n.n_nationkey = c.c_nationkey
JOIN parts.main.part p ON p.p_partkey = l.l_partkey
WHERE o.o_orderdate = DATE '1995-03-15'
ORDER BY o.o_orderkey, l.l_linenumber;
-- left join, condition on the right side
SELECT a.id, a.t, b.id, b.t FROM sales.public.edge a
LEFT JOIN crm.main.edge b ON a.id = b.id AND b.i > 2;
-- left join, filter above it
SELECT a.id, b.id FROM crm.main.edge a LEFT JOIN sales.public.edge b ON a.i = b.i
WHERE b.id IS NULL OR b.t = 'a';
-- right join
SELECT a.id, b.id FROM sales.public.edge a RIGHT JOIN parts.main.edge b ON a.j = b.j AND a.b;
-- full join
SELECT a.id, b.id FROM sales.public.edge a FULL JOIN crm.main.edge b ON a.i = b.id;
-- full join with filters on both sides above it
SELECT a.id, b.id FROM sales.public.edge a FULL JOIN geo.main.edge b ON a.i = b.id
WHERE a.id > 3 OR b.id < 5 OR a.id IS NULL;
-- cross join
SELECT a.r_name, b.id FROM geo.main.region a CROSS JOIN sales.public.edge b WHERE b.id < 4;
-- comma join over two sources
SELECT count(*) AS n FROM sales.public.edge a, crm.main.edge b WHERE a.i < b.i;
-- using
SELECT id, a.t, b.t FROM sales.public.edge a JOIN crm.main.edge b USING (id);
-- natural join
SELECT count(*) AS n FROM sales.public.orders NATURAL JOIN sales.public.lineitem;
-- self join in one source
SELECT a.id, b.id FROM sales.public.edge a JOIN sales.public.edge b ON a.i = b.j;
-- self join of text in one source
SELECT a.id, b.id FROM sales.public.edge a JOIN sales.public.edge b ON a.t = b.u;
-- self join of text in sqlite
SELECT a.id, b.id FROM crm.main.edge a JOIN crm.main.edge b ON a.t = b.u;
-- join of text across sources
SELECT a.id, b.id FROM sales.public.edge a JOIN crm.main.edge b ON a.t = b.t;
-- join of decimals and doubles across sources
SELECT a.id, b.id FROM sales.public.edge a JOIN crm.main.edge b ON a.d = b.d;
-- join of doubles across sources
SELECT a.id, b.id FROM sales.public.edge a JOIN crm.main.edge b ON a.x = b.x;
-- join of doubles in one source
SELECT a.id, b.id FROM sales.public.edge a JOIN sales.public.edge b ON a.x = b.x;
-- join of dates across sources
SELECT a.id, b.id FROM sales.public.edge a JOIN crm.main.edge b ON a.dt = b.dt;
-- join of timestamps across sources
SELECT a.id, b.id FROM sales.public.edge a JOIN crm.main.edge b ON a.ts = b.ts;
-- join not distinct
SELECT a.id, b.id FROM sales.public.edge a JOIN crm.main.edge b ON a.i IS NOT DISTINCT FROM b.i;
-- semi join by exists
SELECT id FROM sales.public.edge a
WHERE EXISTS (SELECT 1 FROM crm.main.edge b WHERE b.i = a.i AND b.id <> a.id);
-- anti join by not exists
SELECT id FROM crm.main.edge a
WHERE NOT EXISTS (SELECT 1 FROM sales.public.edge b WHERE b.i = a.i AND b.id > 5);
-- semi join word
SELECT a.id FROM sales.public.edge a SEMI JOIN crm.main.edge b ON a.id = b.i;
-- anti join word
SELECT a.id FROM sales.public.edge a ANTI JOIN crm.main.edge b ON a.id = b.i;
-- in with nulls in the list
SELECT id FROM sales.public.edge WHERE i IN (SELECT i FROM crm.main.edge);
-- not in with nulls in the sub-query
SELECT id FROM sales.public.edge WHERE id NOT IN (SELECT i FROM crm.main.edge);
-- not in without nulls in the sub-query
SELECT id FROM sales.public.edge WHERE i NOT IN (SELECT i FROM crm.main.edge WHERE i IS NOT NULL);
-- not in with nulls, one source
SELECT id FROM sales.public.edge WHERE id NOT IN (SELECT i FROM sales.public.edge);
-- not in with nulls, sqlite
SELECT id FROM crm.main.edge WHERE i NOT IN (SELECT id FROM crm.main.edge WHERE id > 10);
-- in as a value
SELECT id, i IN (SELECT j FROM crm.main.edge) AS found FROM sales.public.edge;
-- in as a value, one source
SELECT id, i IN (SELECT j FROM sales.public.edge) AS found FROM sales.public.edge;
-- in list with null
SELECT id FROM sales.public.edge WHERE i IN (1, 2, NULL);
-- not in list with null
SELECT id FROM sales.public.edge WHERE i NOT IN (1, 2, NULL);
-- not in list
SELECT id FROM crm.main.edge WHERE i NOT IN (1, 2, 5);
-- in of rows
SELECT id FROM sales.public.edge WHERE (i, j) IN (SELECT i, j FROM crm.main.edge WHERE id < 10);
-- any and all
SELECT id FROM sales.public.edge
WHERE i > ALL (SELECT id FROM crm.main.edge WHERE id < 4) AND i = ANY (SELECT i FROM geo.main.edge);
-- correlated scalar sub-query over two sources
SELECT c.c_custkey,
  (SELECT max(o.o_totalprice) FROM sales.public.orders o WHERE o.o_custkey = c.c_custkey) AS most
FROM crm.main.customer c WHERE c.c_custkey < 40;
-- correlated scalar sub-query in one source
SELECT id, (SELECT count(*) FROM sales.public.edge b WHERE b.i > a.i) AS above
FROM sales.public.edge a;
-- correlated count over nothing
SELECT id, (SELECT count(*) FROM crm.main.empty b WHERE b.i = a.i) AS n,
  (SELECT sum(b.i) FROM crm.main.empty b WHERE b.i = a.i) AS s
FROM sales.public.edge a;
-- correlated in where with aggregate
SELECT o_orderkey FROM sales.public.orders o
WHERE o_totalprice > 3 * (
  SELECT avg(l_extendedprice) FROM sales.public.lineitem l WHERE l.l_orderkey = o.o_orderkey)
  AND o_custkey < 100;
-- correlated two levels deep
SELECT r_name FROM geo.main.region r
WHERE EXISTS (SELECT 1 FROM geo.main.nation n WHERE n.n_regionkey = r.r_regionkey
  AND EXISTS (SELECT 1 FROM crm.main.customer c WHERE c.c_nationkey = n.n_nationkey
    AND c.c_custkey < r.r_regionkey * 20));
-- scalar sub-query without rows
SELECT id, (SELECT i FROM crm.main.empty) AS none FROM sales.public.edge WHERE id < 3;
-- scalar sub-query with more than one row
SELECT id, (SELECT i FROM crm.main.edge WHERE i IS NOT NULL) AS many FROM sales.public.edge;
-- lateral
SELECT n.n_name, x.c_name FROM geo.main.nation n,
LATERAL (SELECT c_name FROM crm.main.customer c WHERE c.c_nationkey = n.n_nationkey
  ORDER BY c_custkey LIMIT 2) x;
-- union
SELECT i FROM sales.public.edge UNION SELECT i FROM crm.main.edge;
-- union all
SELECT i, t FROM sales.public.edge UNION ALL SELECT i, t FROM crm.main.edge;
-- intersect
SELECT i, t FROM sales.public.edge INTERSECT SELECT i, t FROM crm.main.edge;
-- intersect all
SELECT i FROM sales.public.edge INTERSECT ALL SELECT i FROM crm.main.edge;
-- except
SELECT i FROM sales.public.edge EXCEPT SELECT id FROM crm.main.edge;
-- except all
SELECT b FROM sales.public.edge EXCEPT ALL SELECT b FROM parts.main.edge WHERE id < 10;
-- union in one source
SELECT i FROM sales.public.edge UNION SELECT id FROM sales.public.edge;
-- union of text in one source
SELECT t FROM sales.public.edge UNION SELECT u FROM sales.public.edge;
-- union of text in sqlite
SELECT t FROM crm.main.edge UNION SELECT u FROM crm.main.edge;
-- except of doubles in one source
SELECT x FROM sales.public.edge EXCEPT SELECT x FROM sales.public.edge WHERE id < 8;
-- union of different types
SELECT i FROM sales.public.edge UNION ALL SELECT d FROM sales.public.edge;
-- aggregates in postgres (ordered)
SELECT b, count(*) AS n, count(i) AS ni, sum(i) AS si, sum(s) AS ss, min(i) AS mi, max(j) AS mj,
  sum(d) AS sd, min(d) AS md, max(e) AS me, min(dt) AS mdt, max(ts) AS mts
FROM sales.public.edge WHERE id NOT IN (4, 5) GROUP BY b ORDER BY b;
-- aggregates in sqlite (ordered)
SELECT b, count(*) AS n, count(i) AS ni, sum(i) AS si, min(i) AS mi, max(j) AS mj, sum(d) AS sd,
  min(dt) AS mdt, max(ts) AS mts, min(t) AS mt, max(u) AS mu
FROM crm.main.edge GROUP BY b ORDER BY b;
-- sum beyond 64 bits
SELECT sum(j) AS s FROM sales.public.edge;
-- sum beyond 64 bits, one sign
SELECT sum(j) AS s FROM sales.public.edge WHERE j > 0;
-- sum beyond 64 bits in sqlite
SELECT sum(j) AS s FROM crm.main.edge WHERE j > 0;
-- sum of doubles
SELECT sum(x) AS s, avg(x) AS a, min(x) AS lo, max(x) AS hi FROM sales.public.edge
WHERE id NOT IN (4, 5, 7, 8, 9, 13);
-- min and max of doubles with NaN
SELECT min(x) AS lo, max(x) AS hi FROM sales.public.edge;
-- averages
SELECT avg(i) AS ai, avg(s) AS as_, avg(d) AS ad, avg(e) AS ae FROM sales.public.edge WHERE id > 5;
-- statistics
SELECT stddev(i) AS a, variance(d) AS b, stddev_pop(x) AS c, median(i) AS d FROM sales.public.edge
WHERE id > 9;
-- aggregates over nothing
SELECT count(*) AS n, sum(i) AS s, min(t) AS m, avg(d) AS a FROM sales.public.empty;
-- aggregates over nothing in sqlite
SELECT count(*) AS n, sum(i) AS s, min(t) AS m, avg(d) AS a FROM crm.main.empty;
-- grouped aggregate over nothing
SELECT i, count(*) AS n FROM sales.public.empty GROUP BY i;
-- distinct aggregates
SELECT count(DISTINCT i) AS a, count(DISTINCT t) AS b, sum(DISTINCT s) AS c, count(DISTINCT x) AS d
FROM sales.public.edge;
-- distinct aggregates in sqlite
SELECT count(DISTINCT i) AS a, count(DISTINCT t) AS b, sum(DISTINCT s) AS c, count(DISTINCT u) AS d
FROM crm.main.edge;
-- filtered aggregates
SELECT count(*) FILTER (WHERE i > 2) AS a, sum(i) FILTER (WHERE b) AS c,
  count(t) FILTER (WHERE t IS NOT NULL AND i < 5) AS e FROM sales.public.edge;
-- filtered aggregates in sqlite
SELECT count(*) FILTER (WHERE i > 2) AS a, max(i) FILTER (WHERE id < 10) AS c FROM crm.main.edge;
-- group by text
SELECT t, count(*) AS n FROM sales.public.edge GROUP BY t;
-- group by text in sqlite
SELECT u, count(*) AS n FROM crm.main.edge GROUP BY u;
-- group by doubles
SELECT x, count(*) AS n FROM sales.public.edge GROUP BY x;
-- group by expression
SELECT i % 3 AS m, count(*) AS n FROM sales.public.edge GROUP BY i % 3;
-- group by with having
SELECT l_suppkey, sum(l_quantity) AS q FROM sales.public.lineitem GROUP BY l_suppkey
HAVING sum(l_quantity) > 15500;
-- rollup
SELECT b, i, count(*) AS n FROM sales.public.edge GROUP BY ROLLUP (b, i);
-- string_agg (ordered)
SELECT string_agg(t, ',' ORDER BY id) AS all_t FROM sales.public.edge;
-- list
SELECT list(i ORDER BY id) AS l FROM sales.public.edge;
-- distinct
SELECT DISTINCT i, b FROM sales.public.edge;
-- distinct in sqlite
SELECT DISTINCT t FROM crm.main.edge;
-- distinct on (ordered)
SELECT DISTINCT ON (b) b, id FROM sales.public.edge ORDER BY b, id DESC;
-- top n in postgres (ordered)
SELECT id, i FROM sales.public.edge ORDER BY i, id LIMIT 5;
-- top n descending (ordered)
SELECT id, i FROM sales.public.edge ORDER BY i DESC, id LIMIT 5;
-- top n nulls first (ordered)
SELECT id, i FROM sales.public.edge ORDER BY i NULLS FIRST, id LIMIT 5;
-- top n descending nulls first in sqlite (ordered)
SELECT id, i FROM crm.main.edge ORDER BY i DESC NULLS FIRST, id LIMIT 5;
-- top n in sqlite (ordered)
SELECT id, i FROM crm.main.edge ORDER BY i, id LIMIT 5;
-- top n descending in sqlite (ordered)
SELECT id, i FROM crm.main.edge ORDER BY i DESC, id LIMIT 5;
-- order by text in postgres (ordered)
SELECT id, t FROM sales.public.edge ORDER BY t, id;
-- order by text in sqlite (ordered)
SELECT id, t FROM crm.main.edge ORDER BY t DESC, id;
-- order by doubles with NaN (ordered)
SELECT id, x FROM sales.public.edge ORDER BY x, id;
-- order by doubles descending with NaN (ordered)
SELECT id, x FROM sales.public.edge ORDER BY x DESC, id LIMIT 7;
-- order by doubles in sqlite (ordered)
SELECT id, x FROM crm.main.edge ORDER BY x DESC, id LIMIT 7;
-- order by booleans (ordered)
SELECT id, b FROM sales.public.edge ORDER BY b DESC NULLS LAST, id;
-- order by dates in sqlite (ordered)
SELECT id, dt, ts FROM crm.main.edge ORDER BY dt, ts, id;
-- offset (ordered)
SELECT id FROM sales.public.edge ORDER BY id LIMIT 3 OFFSET 4;
-- offset in sqlite (ordered)
SELECT id FROM crm.main.edge ORDER BY id LIMIT 3 OFFSET 4;
-- offset without limit (ordered)
SELECT id FROM crm.main.edge ORDER BY id OFFSET 15;
-- limit zero
SELECT id, t FROM sales.public.edge LIMIT 0;
-- order by over a join with limit (ordered)
SELECT a.id, b.t FROM sales.public.edge a JOIN crm.main.edge b ON a.id = b.id
ORDER BY b.t DESC NULLS LAST, a.id LIMIT 6;
-- ordered sub-query joined (ordered)
SELECT x.id, b.i FROM (SELECT id FROM sales.public.edge ORDER BY i DESC, id LIMIT 4) x
JOIN crm.main.edge b ON b.id = x.id ORDER BY x.id;
-- limit below an aggregate
SELECT count(*) AS n FROM (SELECT * FROM sales.public.lineitem LIMIT 1000) x;
-- window over two sources (ordered)
SELECT a.id, row_number() OVER (PARTITION BY a.b ORDER BY b.i NULLS FIRST, a.id) AS r,
  sum(a.i) OVER (ORDER BY a.id) AS s, lag(a.t) OVER (ORDER BY a.id) AS p
FROM sales.public.edge a JOIN crm.main.edge b ON a.id = b.id ORDER BY a.id;
-- window in one source (ordered)
SELECT id, rank() OVER (ORDER BY i) AS r, first_value(t) OVER (PARTITION BY b ORDER BY id) AS f
FROM sales.public.edge ORDER BY id;
-- window above an aggregate (ordered)
SELECT o_orderpriority, n, sum(n) OVER (ORDER BY o_orderpriority) AS running
FROM (SELECT o_orderpriority, count(*) AS n FROM sales.public.orders GROUP BY o_orderpriority) x
ORDER BY o_orderpriority;
-- qualify
SELECT id, b FROM sales.public.edge QUALIFY row_number() OVER (PARTITION BY b ORDER BY id) = 1;
-- cte used twice (ordered)
WITH totals AS (
  SELECT o_custkey AS k, sum(o_totalprice) AS t FROM sales.public.orders GROUP BY o_custkey)
SELECT c.c_name, a.t, b.m FROM totals a
JOIN (SELECT max(t) AS m FROM totals) b ON a.t > b.m * 0.9
JOIN crm.main.customer c ON c.c_custkey = a.k ORDER BY c.c_name;
-- cte used twice in one source
WITH x AS (SELECT id, i FROM sales.public.edge WHERE i > 0)
SELECT a.id, b.id FROM x a JOIN x b ON a.i = b.id;
-- cte named as a table
WITH edge AS (SELECT 1 AS id) SELECT e.id FROM edge e JOIN sales.public.edge s ON s.id = e.id;
-- recursive cte over a source
WITH RECURSIVE r(n) AS (SELECT min(id) FROM sales.public.edge UNION ALL
  SELECT n + 1 FROM r WHERE n < (SELECT max(id) FROM crm.main.edge))
SELECT count(*) AS n, sum(n) AS s FROM r;
-- two sources with one table name
SELECT a.id FROM sales.public.edge a, crm.main.edge b, parts.main.edge c, geo.main.edge d
WHERE a.id = b.id AND b.id = c.id AND c.id = d.id;
-- names that need quotes
SELECT a."Select", a."a b", b."q""x", b.ünï FROM sales.public."Odd Name" a
JOIN crm.main."Odd Name" b ON a."Select" = b."Select";
-- names in other case
SELECT A.ID, B.T FROM SALES.Public.EDGE A JOIN Crm.MAIN.Edge B ON a.Id = b.iD WHERE A.I > 3;
-- names of columns as written
SELECT A.ID AS "Mixed Case", a.I, count(*) FROM SALES.Public.EDGE A
JOIN crm.main.edge b ON b.id = a.id GROUP BY ALL;
-- star over a join
SELECT * FROM sales.public."Odd Name" a JOIN crm.main."Odd Name" b ON a."Select" = b."Select";
-- duplicate column names
SELECT a.id, b.id, a.t, b.t FROM sales.public.edge a JOIN parts.main.edge b ON a.id = b.id;
-- text equality and case
SELECT id FROM sales.public.edge WHERE t = 'A' OR u = 'a';
-- text equality and case in sqlite
SELECT id FROM crm.main.edge WHERE t = 'A' OR u = 'a';
-- text with blanks at the end
SELECT id FROM crm.main.edge WHERE t = 'a ' OR u = 'a ';
-- text ranges in postgres
SELECT id, t FROM sales.public.edge WHERE t > 'Z' AND t < 'z';
-- text ranges in sqlite
SELECT id, t FROM crm.main.edge WHERE t > 'Z' AND t < 'z';
-- like
SELECT id, t LIKE 'a%' AS a, t LIKE '%A%' AS b, t LIKE '_' AS c FROM sales.public.edge;
-- like in sqlite
SELECT id, t LIKE 'a%' AS a, t LIKE '%A%' AS b, t LIKE '_' AS c FROM crm.main.edge;
-- like as filter
SELECT id FROM sales.public.edge WHERE t LIKE '%\b' OR t LIKE 'a\%b' OR u NOT LIKE '%a%';
-- like as filter in sqlite
SELECT id FROM crm.main.edge WHERE t LIKE 'a%' AND u NOT LIKE '%A%';
-- like with escape
SELECT id FROM sales.public.edge WHERE t LIKE 'a!%b' ESCAPE '!';
-- like with escape in sqlite
SELECT id FROM crm.main.edge WHERE t LIKE 'a!%b' ESCAPE '!';
-- ilike
SELECT id FROM sales.public.edge WHERE t ILIKE 'ä' OR t ILIKE 'A';
-- like of a column
SELECT id FROM sales.public.edge WHERE t LIKE u;
-- regular expressions
SELECT id FROM sales.public.edge WHERE regexp_matches(t, '^[a-z]\W?');
-- upper and lower
SELECT id, upper(t) AS a, lower(t) AS b FROM sales.public.edge WHERE upper(t) = 'Ä' OR id > 10;
-- upper and lower in sqlite
SELECT id FROM crm.main.edge WHERE lower(t) = 'ä' OR upper(u) = 'SS';
-- length
SELECT id, length(t) AS n, length(t) > 1 AS l FROM sales.public.edge;
-- length in sqlite
SELECT id FROM crm.main.edge WHERE length(t) > 1;
-- substring
SELECT id, substring(t, 1, 1) AS a, substring(t, -1) AS b, substring(t, 0, 2) AS c
FROM sales.public.edge;
-- concatenation
SELECT id, t || u AS a, t || '-' AS b, concat(t, u) AS c FROM sales.public.edge;
-- concatenation in sqlite
SELECT id FROM crm.main.edge WHERE t || u = 'aA' OR t || u IS NULL;
-- trim
SELECT id, trim(t) AS a FROM sales.public.edge WHERE trim(t) = 'a';
-- literals with quotes, backslashes and controls
SELECT id FROM sales.public.edge
WHERE t = 'a\b' OR u = 'a''b' OR t = E'line\nbreak' OR u = '?' OR u <> '$1';
-- literals with quotes and backslashes in sqlite
SELECT id FROM crm.main.edge WHERE t = 'a\b' OR u = 'a''b' OR u = '?1' OR t = ':x';
-- unicode literals
SELECT id FROM sales.public.edge WHERE t IN ('🦆', 'é', 'ß') OR u = 'ﬀ';
-- unicode literals in sqlite
SELECT id FROM crm.main.edge WHERE t IN ('🦆', 'é', 'ß') OR u = 'ﬀ';
-- integer division
SELECT id, i / 2 AS a, i // 2 AS b, i % 2 AS c, s / s AS d FROM sales.public.edge WHERE id < 15;
-- integer division as filter
SELECT id FROM sales.public.edge WHERE i / 2 = 2.5 OR i // 2 = 1;
-- integer division in sqlite
SELECT id FROM crm.main.edge WHERE i / 2 = 2.5 OR i % 4 = -3;
-- division by zero
SELECT id, 1 / i AS a, d / 0 AS b, i % 0 AS c FROM sales.public.edge WHERE i = 0 OR id = 2;
-- division of decimals
SELECT id, d / 3 AS a, d * e AS b, d + e AS c FROM sales.public.edge WHERE id BETWEEN 7 AND 15;
-- arithmetic on decimals as filter
SELECT id FROM sales.public.edge WHERE d * 2 = 1 OR d - e = 0 OR -d > 2;
-- rounding
SELECT id, round(d) AS a, round(d, 1) AS b, round(x) AS c, floor(d) AS f, ceil(d) AS g
FROM sales.public.edge WHERE id > 6 AND id <> 7;
-- rounding casts
SELECT id, CAST(d AS INTEGER) AS a, CAST(e AS BIGINT) AS b FROM sales.public.edge
WHERE id BETWEEN 9 AND 15;
-- rounding casts as filter
SELECT id FROM sales.public.edge WHERE CAST(d AS INTEGER) = 3 OR CAST(d AS INTEGER) = -3;
-- casts to text
SELECT id, CAST(i AS VARCHAR) AS a, CAST(d AS VARCHAR) AS b, CAST(x AS VARCHAR) AS c,
  CAST(b AS VARCHAR) AS e, CAST(dt AS VARCHAR) AS f, CAST(ts AS VARCHAR) AS g
FROM sales.public.edge;
-- casts to text as filter
SELECT id FROM sales.public.edge WHERE CAST(b AS VARCHAR) = 'true' AND CAST(i AS VARCHAR) = '7';
-- casts from text that fail
SELECT id FROM sales.public.edge WHERE CAST(t AS INTEGER) = 10;
-- casts from text guarded
SELECT id FROM sales.public.edge WHERE TRY_CAST(t AS INTEGER) = 10;
-- comparison of text and number in sqlite
SELECT id FROM crm.main.edge WHERE t = '10' AND u = '9';
-- overflow of integers
SELECT id, i + 1 AS n FROM sales.public.edge WHERE id = 4;
-- overflow of big integers
SELECT id, j + 1 AS n FROM sales.public.edge WHERE id = 4;
-- overflow of big integers in sqlite
SELECT id, j + 1 AS n FROM crm.main.edge WHERE id = 4;
-- overflow of decimals
SELECT id, e * e AS n FROM sales.public.edge WHERE id = 4;
-- overflow that no row reaches
SELECT id, j + 1 AS n FROM sales.public.edge WHERE id <> 4;
-- overflow of doubles
SELECT id, x * 10 AS n FROM sales.public.edge WHERE id = 4;
-- abs at the boundary
SELECT abs(i) AS n FROM sales.public.edge WHERE id = 5;
-- negation at the boundary
SELECT -j AS n FROM sales.public.edge WHERE id = 5;
-- comparisons of unlike numbers
SELECT id FROM sales.public.edge WHERE i = d OR j = x OR s < e;
-- comparisons of big integers with doubles
SELECT id FROM sales.public.edge WHERE j = x;
-- comparison with literals of doubles
SELECT id FROM sales.public.edge WHERE x = 0.1 OR x = 0.3 OR x > 1e299 OR x = 0;
-- comparison with NaN
SELECT id FROM sales.public.edge WHERE x = 'NaN'::DOUBLE OR x > 'Infinity'::DOUBLE;
-- negative zero
SELECT id, x FROM sales.public.edge WHERE x = 0;
-- negative zero, NaN and infinity arrive
SELECT id, x, x + 0 AS y FROM sales.public.edge;
-- decimals compared to literals of other scale
SELECT id FROM sales.public.edge WHERE d = 0.500 OR e > 12.33999 AND e < 12.34001 OR d = 1;
-- integers compared to fractions
SELECT id FROM sales.public.edge WHERE i > 2.5 AND i < 5.5;
-- integers compared to fractions in sqlite
SELECT id FROM crm.main.edge WHERE i > 2.5 AND i < 5.5;
-- integers compared beyond their range
SELECT id FROM sales.public.edge WHERE i < 3000000000 AND s > -40000;
-- null semantics
SELECT id FROM sales.public.edge WHERE NOT (i > 3) OR i IS NULL AND b IS NOT TRUE;
-- null semantics in sqlite
SELECT id FROM crm.main.edge WHERE NOT (i > 3) OR i IS NULL;
-- null comparisons
SELECT id, i = NULL AS a, NULL AS b, i IS DISTINCT FROM 5 AS c, coalesce(i, -99) AS d,
  nullif(i, 5) AS e FROM sales.public.edge;
-- booleans
SELECT id FROM sales.public.edge WHERE b AND i > 0 OR NOT b AND i < 0;
-- booleans of sqlite are numbers
SELECT id, b FROM crm.main.edge WHERE b = 1;
-- case
SELECT id, CASE WHEN i > 3 THEN 'big' WHEN i IS NULL THEN NULL ELSE 'small' END AS size,
  CASE b WHEN true THEN 1 ELSE 0 END AS n FROM sales.public.edge;
-- case as filter
SELECT id FROM sales.public.edge WHERE CASE WHEN i <> 0 THEN 10 / i > 1 ELSE false END;
-- case of unlike types
SELECT id, CASE WHEN b THEN i ELSE d END AS v FROM sales.public.edge;
-- between
SELECT id FROM sales.public.edge WHERE dt BETWEEN DATE '2024-02-29' AND DATE '2024-06-15';
-- between in sqlite
SELECT id FROM crm.main.edge WHERE dt BETWEEN DATE '2024-02-29' AND DATE '2024-06-15';
-- dates and intervals
SELECT id, dt + INTERVAL '1' MONTH AS a, dt - INTERVAL '1' DAY AS b FROM sales.public.edge
WHERE dt > DATE '1900-01-01' AND dt < DATE '2100-01-01';
-- dates and intervals as filter
SELECT id FROM sales.public.edge WHERE dt + INTERVAL '1' MONTH = TIMESTAMP '2024-02-29 00:00:00';
-- dates and numbers
SELECT id, dt + 1 AS a, dt - DATE '2024-01-01' AS b FROM sales.public.edge WHERE id IN (1, 2, 12);
-- dates compared to timestamps
SELECT id FROM sales.public.edge WHERE dt < ts AND dt >= TIMESTAMP '2024-01-01 00:00:00';
-- timestamps with microseconds
SELECT id FROM sales.public.edge WHERE ts = TIMESTAMP '2024-02-29 12:34:56.789012'
  OR ts > TIMESTAMP '9999-12-31 23:59:59.999998';
-- timestamps in sqlite
SELECT id, ts FROM crm.main.edge WHERE ts = TIMESTAMP '2024-02-29 12:34:56.789012' OR ts < dt;
-- parts of dates
SELECT id, extract(year FROM dt) AS y, extract(month FROM dt) AS m, extract(dow FROM dt) AS w,
  extract(week FROM dt) AS k, extract(quarter FROM dt) AS q FROM sales.public.edge;
-- parts of dates as filter
SELECT id FROM sales.public.edge WHERE extract(year FROM dt) = 2024 AND extract(day FROM dt) > 15;
-- parts of dates in sqlite
SELECT id FROM crm.main.edge WHERE extract(year FROM dt) = 2024 AND month(ts) = 2;
-- parts of timestamps
SELECT id, extract(second FROM ts) AS s, extract(hour FROM ts) AS h, date_trunc('month', ts) AS t
FROM sales.public.edge;
-- dates before the gregorian calendar
SELECT id, dt, ts FROM crm.main.edge WHERE dt < DATE '1600-01-01';
-- empty table joined
SELECT a.id, b.id FROM sales.public.edge a JOIN crm.main.empty b ON a.id = b.id;
-- empty table left joined
SELECT a.id, b.t FROM sales.public.edge a LEFT JOIN crm.main.empty b ON a.id = b.id;
-- empty table anti joined
SELECT id FROM sales.public.edge WHERE id NOT IN (SELECT id FROM crm.main.empty);
-- empty in all sources
SELECT count(*) AS n FROM sales.public.empty a FULL JOIN crm.main.empty b ON a.id = b.id
FULL JOIN parts.main.empty c ON c.id = a.id FULL JOIN geo.main.empty d ON d.id = a.id;
-- constant filters
SELECT id FROM sales.public.edge WHERE 1 = 0;
-- constant filters over a join
SELECT a.id FROM sales.public.edge a JOIN crm.main.edge b ON a.id = b.id WHERE 1 = 1 AND 'a' < 'b';
-- constants only from a source
SELECT 1 AS one, 'x' AS x FROM sales.public.edge WHERE id < 3;
-- count of a product
SELECT count(*) AS n FROM sales.public.lineitem, geo.main.nation;
-- values joined
SELECT v.a, e.t FROM (VALUES (1), (2), (3)) v(a) JOIN sales.public.edge e ON e.id = v.a;
-- functions of tables
SELECT r.range, e.id FROM range(5) r JOIN sales.public.edge e ON e.i = r.range;
-- disjunction across sources
SELECT a.id, b.id FROM sales.public.edge a JOIN crm.main.edge b ON a.id = b.id
WHERE (a.i = 1 AND b.t = 'a') OR (a.i = 5 AND b.t = 'Z') OR (a.i = 7 AND b.u = 'a');
-- aggregate of an aggregate
SELECT max(n) AS m, min(n) AS k FROM (
  SELECT o_custkey, count(*) AS n FROM sales.public.orders GROUP BY o_custkey) x;
-- join of aggregates from two sources
SELECT a.n, b.m FROM (SELECT count(*) AS n FROM sales.public.orders) a,
  (SELECT count(*) AS m FROM crm.main.customer) b;
-- big join with aggregate (ordered)
SELECT n.n_name, count(*) AS orders, sum(o.o_totalprice) AS total
FROM sales.public.orders o JOIN crm.main.customer c ON c.c_custkey = o.o_custkey
JOIN geo.main.nation n ON n.n_nationkey = c.c_nationkey
GROUP BY n.n_name ORDER BY total DESC, n.n_name LIMIT 7;
-- sub-query in select of a join
SELECT a.id, (SELECT max(i) FROM crm.main.edge) AS m FROM sales.public.edge a
JOIN parts.main.edge p ON p.id = a.id WHERE a.id < 5;
-- union below a join
SELECT u.id, p.t FROM (SELECT id FROM sales.public.edge UNION SELECT id FROM crm.main.edge) u
JOIN parts.main.edge p ON p.id = u.id WHERE u.id > 10;
-- filter above a union
SELECT * FROM (SELECT id, t FROM sales.public.edge UNION ALL SELECT id, t FROM crm.main.edge) u
WHERE id BETWEEN 5 AND 8 AND t <> 'x';
-- filter above a window
SELECT * FROM (SELECT id, i, row_number() OVER (ORDER BY id) AS r FROM sales.public.edge) x
WHERE i > 3 AND r < 15;
-- filter above a limit
SELECT * FROM (SELECT id, i FROM sales.public.edge ORDER BY id LIMIT 6) x WHERE i > 0;
-- filter above an aggregate
SELECT * FROM (SELECT b, count(*) AS n, max(i) AS m FROM sales.public.edge GROUP BY b) x
WHERE b AND n > 2;
-- exists on an ungrouped aggregate
SELECT id FROM sales.public.edge WHERE EXISTS (SELECT count(*) FROM crm.main.empty);
-- long in list
SELECT id FROM sales.public.edge WHERE i IN (1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,
  22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,100);
-- hash and md5
SELECT id, md5(t) AS m FROM sales.public.edge;
-- greatest and least
SELECT id, greatest(i, s) AS g, least(d, e) AS l FROM sales.public.edge;
-- text ranges in a language's collation
SELECT id, t FROM euro.public.edge WHERE t > 'Z' AND t < 'z';
-- text ranges in a language's collation, both columns
SELECT id, t, u FROM euro.public.edge WHERE t < u;
-- text equality in a language's collation
SELECT id FROM euro.public.edge WHERE t = 'A' OR u IN ('ss', 'Ä');
-- order by text in a language's collation (ordered)
SELECT id, t FROM euro.public.edge ORDER BY t, id;
-- top n by text in a language's collation (ordered)
SELECT id, t FROM euro.public.edge ORDER BY t DESC, id LIMIT 4;
-- min and max of text in a language's collation
SELECT min(t) AS a, max(t) AS b FROM euro.public.edge;
-- min and max of text by group in a language's collation
SELECT b, min(t) AS lo, max(u) AS hi, count(DISTINCT t) AS n FROM euro.public.edge GROUP BY b;
-- joined text ranges in a language's collation
SELECT a.id, b.id FROM euro.public.edge a JOIN euro.public.edge b ON a.t < b.u AND a.id = b.id;
-- like in a language's collation
SELECT id FROM euro.public.edge WHERE t LIKE 'a%' OR t BETWEEN 'B' AND 'b';
-- all of the odd
SELECT * FROM euro.public.odd;
-- padded text
SELECT id, c, length(c) AS n FROM euro.public.odd WHERE c = 'a' OR c = 'A    ' OR c > 'a';
-- padded text joined
SELECT a.id, b.id FROM euro.public.odd a JOIN sales.public.edge b ON a.c = b.t;
-- padded text like
SELECT id FROM euro.public.odd WHERE c LIKE '%b' OR c LIKE 'a    ';
-- padded text grouped
SELECT c, count(*) AS n FROM euro.public.odd GROUP BY c;
-- numbers of any scale
SELECT id, n FROM euro.public.odd WHERE n = 0.1 OR n > 1e19;
-- numbers of any scale added
SELECT sum(n) AS s, max(n) AS m, count(DISTINCT n) AS c FROM euro.public.odd;
-- text of another language
SELECT id FROM euro.public.odd WHERE lang > 'Z' OR lang < 'a';
-- text of the c collation
SELECT id FROM euro.public.odd WHERE ci > 'Z' OR ci < 'a';
-- moments with zones
SELECT id, tz FROM euro.public.odd WHERE tz = TIMESTAMPTZ '2024-02-29 10:00:00+00';
-- moments with zones against those without
SELECT id FROM euro.public.odd WHERE tz > TIMESTAMP '2024-01-01 00:00:00';
-- uuids
SELECT id FROM euro.public.odd WHERE u = '00112233-4455-6677-8899-aabbccddeeff';
-- order of uuids (ordered)
SELECT id, u FROM euro.public.odd ORDER BY u, id;
-- reals
SELECT id, f FROM euro.public.odd WHERE f = 0.1 OR f >= 1.5;
-- intervals
SELECT id FROM euro.public.odd WHERE iv = INTERVAL '1' DAY;
-- bytes
SELECT id FROM euro.public.odd WHERE raw >= '\x01'::BLOB;
-- decimals of postgres with trailing zeros
SELECT id, w FROM euro.public.odd WHERE w = 1.5 OR w < -1.49;
-- null first below another limit (ordered)
SELECT id FROM (SELECT id, i FROM sales.public.edge ORDER BY i NULLS FIRST, id LIMIT 6) x
WHERE i IS NULL OR i < 0 ORDER BY id;
-- null first by row number
SELECT * FROM (SELECT id, row_number() OVER (ORDER BY i NULLS FIRST, id) AS r
  FROM sales.public.edge) x WHERE r <= 4;
-- last by group
SELECT b, max_by(id, i) AS m, arg_min(id, i) AS n FROM sales.public.edge WHERE id < 14 GROUP BY b;
-- one clock for all engines
SELECT count(DISTINCT now()) AS n, count(DISTINCT current_timestamp) AS c
FROM sales.public.edge a JOIN crm.main.edge b ON a.id = b.id WHERE now() = current_timestamp;
-- one day for all engines
SELECT a.id FROM sales.public.edge a JOIN crm.main.edge b ON a.id = b.id
WHERE a.dt < current_date AND b.dt < current_date;
-- a name that is a function elsewhere
SELECT "current_date" FROM (SELECT id AS "current_date" FROM sales.public.edge) x
WHERE "current_date" < 3;
-- random numbers keep their value
SELECT count(*) AS n FROM (SELECT id, random() AS r FROM sales.public.edge) x
JOIN crm.main.edge b ON b.id = x.id WHERE r >= 0 AND r < 1;
-- each row its own number
SELECT count(DISTINCT u) AS n FROM (SELECT uuid() AS u FROM sales.public.edge) x;
-- random numbers as filter
SELECT count(*) AS n FROM sales.public.edge a JOIN crm.main.edge b ON a.id = b.id
WHERE random() < 2 AND random() >= 0;

-- Where Calcite's own way to DuckDB fails or answers otherwise, numbered as they were found; each is asked of DuckDB as it is written.
-- 1 the cast binds tighter than the operator
select 1 + '2'::int, 3 = '3'::int, 'a' || 1::varchar
-- 2 integer division, no comment
select 7 // 2 as a, deptno // 3 as b from emp where empno = 1
-- 3 precedences
select 'x' || 1 + 2, 5 & 3 + 1, 10-2||'x', 2 ^ 3
-- 4 numbers
select 1_000_000, 0xFF
-- 5 escapes
select e'a\nb', length(e'\t')
-- 6 keys of ROLLUP, CUBE and GROUPING SETS
select deptno, sum(sal) from emp group by rollup(deptno) order by all
select deptno, active, count(*) from emp group by cube(deptno, active) order by all
-- 7 CASE without ELSE as a key, windows over aggregates
select case when deptno = 10 then 1 end as k, avg(sum(sal)) over () from emp group by k order by all
-- 8 no padding
select case when empno = 1 then 'a' else 'abcd' end as v, length(v) from emp order by empno
select x, length(x) from (values ('a'), ('abc')) t(x) order by 1
-- 9 characters beyond ASCII
select 'héllo 漢字', cast('漢字' as varchar), '😀' || 'x'
-- 10 microseconds
select timestamp '2020-01-01 10:00:00.123456', cast('2020-01-01 10:00:00.123456' as timestamp), time '01:02:03.000001'
-- 11 casts of literals
select cast(1.5 as integer), cast(2.5 as integer), cast('abcdef' as varchar(3)), cast('ab' as char(4))
-- 12 division is a double
select cast(empno / 2 as integer), empno / 2 from emp order by empno
-- 13 types of arithmetic
select stddev_samp(sal) * 1.000, typeof(stddev_samp(sal) * 1.000) from emp
-- 14 nulls in GREATEST and LEAST
select greatest(1, null, 3), least(2, null)
-- 15 a sub-query in ON that looks out
select d.deptno from dept d join emp e on d.deptno = e.deptno and exists (select 1 from emp where emp.deptno = d.deptno and emp.empno <> e.empno) order by 1
-- 16 LEFT JOIN of what looks out keeps rows
select d.deptno, x.n from dept d left join lateral (select ename as n from emp where emp.deptno = d.deptno and sal > 1800) x on true order by all
select id, u.x from nest left join unnest(arr) as u(x) on true order by all
-- 17 aggregates of aggregates
select max(s) from (select sum(sal) as s from emp group by deptno)
-- 18 a window as a key
select r, count(*) from (select row_number() over (order by empno) as r from emp) group by r order by r
-- 19 aggregates in an order
select string_agg(ename, ',' order by empno desc), array_agg(empno order by sal nulls last, empno), list(deptno order by deptno nulls first) from emp
-- 20 ordered by a constant
select 'x' as c, empno from emp order by c, empno
select 5 as c, empno from emp order by c, empno desc
-- 21 recursion
with recursive t(n) as (select 1 union all select n + 1 from t where n < 5) select sum(n) from t
-- 22 a query as a list
select array(select empno from emp order by empno)
-- 23 a key within a sub-query of the SELECT list
select deptno, (select count(*) from dept where dept.deptno = emp.deptno) from emp group by deptno order by all
-- 24 a common table is computed once
with r as (select random() as x) select (select x from r) = (select x from r)
-- 25 long lists
select count(*) from emp where empno in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
-- 26 the order of columns under USING and NATURAL
select * from t1 join t2 using (a) order by all
select * from t1 natural join t2 order by all
-- 27 a single value or an error
select (select max(sal) from emp e where e.deptno = dept.deptno) from dept order by all
-- 28 functions
select strftime(hiredate, '%Y'), make_date(2020, 1, 2), epoch(ts), contains(ename, 'a'), regexp_matches(ename, 'A.*'), day(hiredate), isnan(comm), gcd(12, 18), typeof(sal) from emp order by empno
select corr(empno, sal), regr_slope(sal, empno), histogram(deptno), quantile_cont(sal, 0.5) from emp
-- 29 dates and intervals
select date '2020-01-01' + 3, date '2020-01-10' - date '2020-01-01', ts - timestamp '2020-01-01', date_trunc('month', hiredate), hiredate + interval 1 month from emp order by empno
-- 30 names of types
select 1::hugeint, 2::utinyint, 3::ubigint, 'ab'::blob, '2020-01-01 00:00:00+00'::timestamptz, '{"a": 1}'::json, 'x'::text
-- 31 large numbers
select 170141183460469231731687303715884105727, -170141183460469231731687303715884105728
-- 32 GROUPING in a window
select deptno, rank() over (partition by grouping(deptno) order by sum(sal)) from emp group by rollup(deptno) order by all
-- 33 FILTER with OVER
select empno, count(*) filter (where sal > 1200) over (partition by deptno) from emp order by empno
-- 34 TRY_CAST
select try_cast('x' as integer), try_cast('7' as integer)
-- 35 moments
select timestamptz '2020-06-01 00:00:00+02', timestamp with time zone '2020-06-01 00:00:00+00' = timestamptz '2020-06-01 02:00:00+02'
-- 36 lists, structs, maps and the rest of the grammar
select [1, 2, 3][2:3], {'a': 1, 'b': 'x'}, map {'k': 1}, [1, 2]::bigint[], list_transform([1, 2], lambda x: x + 1), interval '3 days', ts at time zone 'UTC' from emp order by empno
from emp select deptno, count(*) group by all order by all
select distinct on (deptno) deptno, empno from emp order by deptno, empno
with x as materialized (select 1 as a), y as not materialized (select 2 as b) select * from x, y
select first_value(comm ignore nulls) over (order by empno) from emp order by empno
select 2 ** 3, 5 | 2, 8 >> 1, 'abc' glob 'a*', unnest([1, 2]), i from range(1) t(i)
-- 37 frames, set operations by name, stars, samples, joins
select sum(empno) over (order by deptno groups between 1 preceding and current row) from emp order by all
select a, b from t1 union by name select c, a from t2 order by all
select * exclude (b) replace (a * 2 as a) from t1 order by all
select * rename (a as z) from t1 order by all
select max(columns('a|b')) from t1
select [x * 2 for x in [1, 2, 3] if x > 1]
select * from t1 order by a limit 50%
select * from t1 order by a limit (select 2) offset 1
select * from t1 order by a limit null
select count(*) from emp tablesample 100 percent
select count(*) from emp using sample 100 percent (bernoulli)
select ename from emp semi join dept using (deptno) order by 1
select ename from emp anti join dept using (deptno) order by 1
select * from t1 positional join t2 order by all
select t.sym, t.tm, q.px from trades t asof join quotes q on t.sym = q.sym and t.tm >= q.tm order by all
select t.sym, t.tm, q.px from trades t asof left join quotes q on t.sym = q.sym and t.tm >= q.tm order by all
select * from (pivot cities on year in (2000, 2010) using sum(population) group by country) order by all
select * from monthly unpivot (sales for month in (jan, feb, mar)) order by all
select date_diff('d', date '2020-01-01', date '2020-02-01'), struct_pack(k := 1, v := 'x'), ~5
select $$it's$$, $t$a $$ b$t$
summarize t1
-- 38 a field of a column
select st.a, nest.st.b, (st).c.d, st.c.d from nest order by all
-- 39 what looks out without saying so, an alias in WHERE, lists of structs
select d.deptno, x.c from dept d, (select count(*) as c from emp where emp.deptno = d.deptno) x order by all
select sal * 2 as s2 from emp where s2 > 2500 order by 1
select unnest(sarr) from nest where id = 1
select unnest(sarr, recursive := true) from nest where id = 1
-- 40 ASOF as DuckDB writes it
select count(*) from trades asof join quotes using (sym, tm)
-- 41 intervals of an expression
select interval (empno) day, interval 2 hour + interval '1' minute from emp order by empno
-- 42 JSON
select json_object('a', 1, 'b', null), '{"a": {"b": 2}}'::json -> 'a' ->> 'b'
-- 43 what prints otherwise
select last_value(comm ignore nulls) over (order by empno rows between unbounded preceding and unbounded following), list_filter([1, 2, 3], lambda x: x > 1), cast(null as integer) from emp order by empno
-- 44 HUGEINT and decimals of 38 digits
select sum(empno), typeof(sum(empno)), 1::hugeint * 2, cast(1.5 as decimal(38, 3)) from emp
-- 45 what is coalesced under NATURAL
select a, b, c from t1 natural full join t2 order by all
-- 46 names of columns
select count(*), sum(sal), max(empno) + 1, upper(ename), 1, 'x' from emp group by all order by all
-- 47 names of two and three parts
select count(*) from main.emp, f.main.dept, other.emp as o
-- 48 types of CASE, IN and UNION
select case when empno = 1 then empno else '7' end, typeof(case when empno = 1 then empno else '7' end), empno in ('1', '2') from emp order by empno
select 1 as x union all select '2' order by x
-- rows without names of fields
select row(1, 'a'), (1, (2, 'x')), [row(1, 2)]
!SYNTAX_ERROR [the comment] select 1 /* never ends
!SYNTAX_ERROR [the comment] select 1 /* outer /* inner */

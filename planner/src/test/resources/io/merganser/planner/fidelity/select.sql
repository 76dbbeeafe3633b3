select * from emp order by empno
select emp.* from emp order by empno
select e.empno, e.ename as name from emp e order by 1
select e.* exclude (mgr, ts, tstz) from emp e order by empno
select * exclude (mgr) replace (sal * 2 as sal) from emp order by empno
select * rename (empno as id, ename as name) from emp order by empno
select * exclude mgr from emp order by 1
select * replace (upper(ename) as ename, 1 as deptno) from emp order by empno
select * exclude (a) rename (b as bb) from t1 order by 1
select * like '%no' from emp order by 1
select * not like '%no' from emp order by 1
select * ilike 'E%' from emp order by 1
select * similar to 'e.*o' from emp order by 1
select * glob '*no' from emp order by 1
select columns('.*no') from emp order by 1
select columns(c -> c like '%no') from emp order by 1
select columns(lambda c: c like '%no') from emp order by 1
select max(columns(*)) from t1
select columns(*) + 1 from t1 order by 1
select min(columns(* exclude (a))), max(columns(* replace (a * 2 as a))) from t1
select columns([ 'a', 'b' ]) from t1 order by 1
select coalesce(*columns(*)) from t1 order by 1
select struct_pack(*columns('a|b')) from t1
select list_value(*columns('a|b')) from t1 order by 1
select a + columns('b') from t1 order by 1
select columns('(a)|(b)') as 'x_\1' from t1 order by 1
select columns('(.*)no') as '\1_number' from emp order by 1
select * from t1 where columns(*) > 1
!FUNCTION_NOT_FOUND select t1.nosuch('a') from t1
select distinct deptno from emp order by deptno nulls first
select distinct on (deptno) deptno, ename from emp order by deptno nulls last, empno desc
select distinct on (deptno, active) deptno, empno from emp order by all
select all deptno from emp order by 1
select count(*) from emp
!SYNTAX_ERROR select from emp
from emp order by empno
from emp select ename where empno > 3 order by ename
from emp where empno = 1
from t1 limit 1
from t1, t2 where t1.a = t2.a
from emp select count(*), deptno group by deptno order by deptno
from (from t1 select a) select a + 1 order by 1
select 1 where false
select 1 where 1 = 1
select empno, sal * 2 as s2 from emp where s2 > 2500 order by empno
select empno, sal as s, s * 2 as t, t + 1 as u from emp order by empno
select deptno as d, count(*) as c from emp group by d having c > 1 order by d
select sal as x from emp order by x desc nulls last, empno
select empno as id, id + 1 as next from emp order by id
select a: 1, b: 'x'
select n: ename, s: sal * 2 from emp order by empno
select e.n from x: (select ename as n from emp) , e: (select 1 as n)
from e: emp select e.empno order by 1
select sum(sal) filter (where deptno = 10), count(*) filter (deptno = 20) from emp
select "empno", "ENAME" from "emp" order by "EMPNO"
select EMPNO, Ename from EMP where ENAME = 'Alice'
select f.main.emp.empno, main.dept.deptno from f.main.emp, main.dept order by 1, 2
select emp.empno, other.emp.x from emp, other.emp order by 1
select "select", "with ""quote""", "ünï", ünï + 1 from "Odd Name" order by 1
select "Odd Name"."select" from "Odd Name" order by 1
select emp from emp where empno = 1
select e from (select 1 as a, 'b' as b) e
select t1 from t1 order by a
select 1, 1, 1
select 1 as a, 2 as a
select e1.*, e2.ename from emp e1 join emp e2 on e1.mgr = e2.empno order by e1.empno
select count(*) as "count(*)", count(*) from t1
select a || b as ab, not a = '1', a in ('1', '2'), a is null, a between '1' and '2', case a when '1' then 'x' end, cast(a as varchar), a::double, [a, b], {'a': a}, (a, b), 'lit', 1.5, null, true, date '2020-01-01', interval 1 day, (select 1), exists(select 1), coalesce(a, b), a || b, a[1:2] is null from (select '1' as a, '2' as b) limit 0
select a + b, a - b, sum(a) over (), row_number() over (order by a) from t1 limit 0
select count(distinct b), max(a) filter (where b > 1), sum(a) from t1 group by all limit 0
select (a), ((a)), (a + b) * 2, +a from t1 limit 0
select upper('x'), UPPER('x'), date_trunc('day', ts), extract(year from ts), year(ts), ts + interval 1 day, trim('x'), substring('abc' from 2 for 1), substring('abc', 2, 1), position('a' in 'ba'), ts::date, list_transform([1], x -> x + 1), 'a' like 'b', 'a' not like 'b', 'a' ilike 'b', 'a' similar to 'b', a is not null, not a, 1 = any([1]), 1 in (select 1), 'a' ~ 'b', 1 // 2, 2 ** 3, 2 ^ 3, 5 & 3, ~5, arr[1], st.a, m['k'], j -> 'a', j ->> 'a', try_cast('1' as int), current_date, interval '1' month, if(true, 1, 2), ifnull(1, 2), nullif(1, 2), count_if(true), first(1) from (select 1 = 1 as a, timestamp '2020-01-01' as ts, [1] as arr, {'a': 1} as st, map {'k': 1} as m, '{}'::json as j) group by all limit 0
select x.y from (select 1 as y) x
select * from (values (1, 'a'), (2, 'b')) v
select * from (values (1, 'a'), (2, 'b')) v(x, y)
select v.x from (values (1), (2)) as v(x) order by 1
values (1, 'a'), (2, 'b')
values (1), (2), (3) order by 1 desc limit 2
(select 1) union all (select 2) order by 1
table t1
table f.main.t1
select * from (table t1) order by a
with x as (table t1) select count(*) from x
select * from t1 as foo(x, y) order by x
select foo.x from t1 foo(x) order by 1
select a, b, from t1 order by a
!SYNTAX_ERROR select a, b from t1 order by a,
select sum(a), from t1
select a, b from t1 group by a, b, order by a
select * from t1, order by 1
select 1 union select 1.5 union all select 2 order by 1
select a from t1 intersect select a from t2 order by 1
select a from t1 except select a from t2 order by 1
select a from t1 union all select a from t2 except select 9 order by a
select a from t1 union (select a from t2 intersect select 9) order by a
select a from t1 intersect all select a from t2 order by 1
select a from t1 except all select 1 order by 1
select a, b from t1 union by name select b, c, a from t2 order by all
select a, b from t1 union all by name select b, c, a from t2 order by all
(select a from t1 order by a desc limit 1) union all (select a from t2 order by a limit 1)
select 'a' union select 'abc' order by 1
select null union select 1 order by 1
select 1 as x union select '2' order by x
select * from t1 limit 2
select * from t1 order by a limit 1 offset 1
select * from t1 order by a offset 2
select * from t1 order by a offset 1 rows
select * from t1 order by a fetch first 2 rows only
select * from t1 order by a offset 1 row fetch next 1 row only
select * from t1 order by a fetch first row only
select * from t1 order by a limit 50%
select * from t1 order by a limit 50 percent
select * from t1 order by a limit 1 + 1
select * from t1 order by a limit (select 2)
select * from t1 order by a limit all
select * from t1 order by a limit null
select * from t1 order by a limit 2.6
select * from t1 order by a limit 10 offset 1 + 1
select * from t1 order by b desc, a asc nulls last
select a, b from t1 order by 2 desc, 1
select a from t1 order by b
select a from t1 order by -b
select * from emp order by all
select deptno, sal from emp order by all desc nulls last
select ename from emp order by ename collate nocase desc nulls first
select deptno, count(*) from emp group by deptno order by count(*) desc, deptno
select ename from emp order by random() limit 0
select 'x' as l, empno from emp order by l, empno
select empno from emp order by 1 + 1, empno
select #1, #2 from emp order by #1
select a, b from t1 order by #2 desc
select * from emp where ename like 'A%' or ename not like '%e' order by 1
select * from emp where ename like '%\_%' escape '\'
select count(*) from emp where active
select count(*) from emp where not active
select count(*) from emp where active is not true
select count(*) from emp where active is unknown
select empno from emp where (deptno, empno) in (select deptno, max(empno) from emp group by deptno) order by 1
select empno, (select dname from dept where dept.deptno = emp.deptno) from emp order by 1
select empno from emp where exists (select * from dept where dept.deptno = emp.deptno and dept.loc = 'NYC') order by 1
select empno from emp where deptno not in (select deptno from dept) order by 1
select dname from dept where deptno = any (select deptno from emp) order by 1
select empno from emp e where sal > (select avg(sal) from emp where deptno = e.deptno) order by 1
select array(select a from t1 order by a)
!INVALID_STATEMENT select (select a, b from t1 order by a limit 1)
select (from t1 select max(a))
select * from t1 where (a, b) = (1, 10)
select * from t1 where row(a, b) > (1, 10) order by a
!FUNCTION_NOT_FOUND [getenv] select getenv('HOME')
!SYNTAX_ERROR select * from t1 at (version => 1)
select exists (select 1 from main.t2), (select count(*) from f.main.t1), (select max(x) from other.emp)
select current_date is not null, CURRENT_DATE = current_date, Current_Timestamp is not null
summarize emp
summarize select empno, sal, tstz from emp where deptno = 10
summarize table dept
summarize with x as (select 1 as a union all select 2) from x
select ((select 1) except (select 2)), (select 1 union select 1), coalesce((select 1 where false union all select 2), 3)
select (select 1 union select 1) + 1 as x, [(select 1 intersect select 1)], {'a': (select 2 except select 3)}, ((select 4 union select 4), 5)
select case when true then (select 1 union select 1) else (select 2 union select 2) end, 1 in ((select 1 union select 2)), 1 in ((select 1 union select 1), 3)
values ((select 1 union select 1), 2)
select * from (((select 1 as x) union select 2) order by x desc limit 1)
with z as ((select 2 as b union all select 1) order by b limit 1) select * from z
((select 1 as x order by x) limit 1) union all (select 2 order by 1) order by x
select column_name, column_type from (describe select 1 as a, 'x' as b)
from (describe emp) select column_name, column_type order by 1
select s.column_name, s.max from (summarize t1) as s order by 1
from (summarize select empno, sal from emp) select column_name, "count" order by all
with c as (select 1 as a) select column_type from (describe c)
select interval '1' millisecond, interval '1.5' microsecond, interval '2' century, interval '1.5' day, interval '-3' week
select unnest([*columns('a|b')]) from t1 order by 1
select {'x': *columns('a')} from t1 order by 1

select * from emp natural join dept order by empno
select * from t1 natural join t2
select * from t1 natural left join t2 order by 1
select * from t1 natural full join t2 order by 1, 2
select * from t1 join t2 using (a) order by 1
select * from t1 join t2 using (a, b)
select * from t1 full join t2 using (a) order by 1
select * from t2 right join t1 using (a) order by 1
select a, t1.a, t2.a, t1.b from t1 left join t2 using (a) order by 1
select t1.*, t2.* from t1 join t2 using (a) order by 1
select * from t1 join t2 using (a) join (select 1 as a, 'q' as q) t3 using (a)
select * from t1 cross join t2 order by all
select * from t1, t2 where t1.a = t2.a order by 1
select * from t1 inner join t2 on t1.a = t2.a order by 1
select * from t1 left outer join t2 on t1.a = t2.a and t2.c = 'x' order by 1
select * from t1 right join t2 on t1.a = t2.a order by t2.a
select * from t1 full outer join t2 on t1.a = t2.a order by t1.a nulls last, t2.a
select * from t1 join t2 on t1.a < t2.a order by all
select * from t1 semi join t2 using (a) order by 1
select * from emp semi join dept on emp.deptno = dept.deptno order by empno
select * from emp anti join dept on emp.deptno = dept.deptno order by empno
select * from emp e anti join dept d using (deptno) order by empno
select * from t1 natural semi join t2
select * from t1 positional join t2
select t1.a, t2.c from t1 positional join t2 order by 1
select t.sym, t.tm, q.px from trades t asof join quotes q on t.sym = q.sym and t.tm >= q.tm order by 1, 2
select t.sym, q.px from trades t asof left join quotes q on t.sym = q.sym and t.tm >= q.tm order by 1, 2
select * from trades t asof join quotes q using (sym, tm) order by 1, 2
select t.sym, q.px from trades t asof left join quotes q on t.sym = q.sym and t.tm < q.tm order by 1, 2 nulls first
select t.sym, q.px from trades t asof full join quotes q on t.sym = q.sym and t.tm >= q.tm order by all
select t.sym, q.px from trades t asof right join quotes q on t.sym = q.sym and t.tm >= q.tm order by all
select * from dept d, lateral (select ename from emp where emp.deptno = d.deptno) e order by all
select * from dept d, (select ename from emp where emp.deptno = d.deptno) e order by all
select * from dept d left join lateral (select ename from emp where emp.deptno = d.deptno) e on true order by all
select * from dept d left join (select ename from emp where emp.deptno = d.deptno) e on true order by all
select * from dept d join lateral (select count(*) c from emp where deptno = d.deptno) on c > 0 order by 1
select * from dept cross join lateral (select 1 as one) order by 1
select d.deptno, u.x from (select 10 as deptno, [1, 2] as l union all select 20, []) d left join unnest(d.l) u(x) on true order by all
select id, x from nest, unnest(arr) t(x) order by all
select id, x from nest cross join unnest(arr) as t(x) order by all
select id, x from nest left join unnest(arr) t(x) on true order by all
select id, unnest(arr) from nest order by all
select id, unnest(arr) as x, unnest([1, 2]) as y from nest order by all
select unnest(sarr, recursive := true) from nest order by all
select unnest(st) from nest order by all
select id, u.p, u.q from nest, unnest(sarr) t(u) order by all
select id, u.* from nest, (select unnest(sarr, recursive := true)) u order by all
select unnest([[1, 2], [3]], max_depth := 2)
select * from unnest([1, 2, 3]) with ordinality
!INVALID_STATEMENT select * from unnest([1, 2], ['a', 'b', 'c'])
select * from unnest([{'a': 1, 'b': 2}])
select x, o from unnest(['a', 'b']) with ordinality as t(x, o)
select generate_subscripts([10, 20], 1)
select * from range(3)
select * from range(1, 10, 3) t(i)
select * from generate_series(1, 3) g(i) order by i desc
select range from range(date '2020-01-01', date '2020-03-01', interval 1 month)
select * from range(3) a, range(2) b order by all
select * from generate_series(timestamp '2020-01-01', timestamp '2020-01-02', interval '12' hour)
select t.* from dept d, range(d.deptno // 10) t(i) order by all
select e.ename, d.dname, x.n from emp e left join dept d on e.deptno = d.deptno left join (select deptno, count(*) n from emp group by 1) x on x.deptno = e.deptno order by e.empno
select * from (emp join dept using (deptno)) order by empno
select * from (t1 join t2 on t1.a = t2.a) left join (t1 t3 join t2 t4 on t3.b = t4.b) on t1.a = t3.a order by all
select * from emp e join dept d on exists (select * from emp where deptno = d.deptno and empno <> e.empno) and e.deptno = d.deptno order by e.empno, d.deptno
select * from emp e left join dept d on e.deptno = d.deptno and d.deptno in (select deptno from emp where active) order by e.empno
select count(*) from emp, dept, t1, t2
select a.a, b.a from t1 a, t1 b where a.a < b.a order by all
select * from t1 a join t1 b on a.a = b.a order by 1
select * from json_each('{"a": 1, "b": [2]}')
select key, value from json_tree('{"a": {"b": 1}}') order by id
select n.id, e.key from nest n, json_each(n.j) e order by all
select * from nest left join lateral (select unnest(arr) as x) on true order by id, x
!FUNCTION_NOT_FOUND [read_csv] select * from read_csv('/etc/passwd')
!UNSUPPORTED_FEATURE [a file in FROM] select * from '/etc/passwd'
!TABLE_NOT_FOUND [data.csv] select * from "data.csv"
!FUNCTION_NOT_FOUND [duckdb_settings] select * from duckdb_settings()
!FUNCTION_NOT_FOUND [query] select * from query('select 1')
!FUNCTION_NOT_FOUND [query_table] select * from query_table('t1')
select * from repeat('x', 3)
select * from repeat_row(1, 2, num_rows := 2)
!CATALOG_NOT_FOUND [sales] select * from sales.public.orders
select * from t1 left join t2 join dept on t2.a = dept.deptno on t1.a = t2.a order by all
select t1.a, e.empno from t1 join dept d join emp e on d.deptno = e.deptno on t1.b = d.deptno order by all
select * from t1 join t2 join (select 1 as a) x using (a) using (a) order by all
select * from t1 left join t2 cross join dept on t1.a = t2.a and dept.deptno = 10 order by all
select a, c from (t1 join t2 using (a)) as x order by all
select * from (t1 cross join (select 7 as z)) as x(p, q, r) order by all
select count(*) from (emp e left join dept d on e.deptno = d.deptno) as j where j.dname is null
from values (1, 'a'), (2, 'b') as v(x, y) order by x
select * from t1 join values (1), (3) as v(a) using (a) order by all
select * from range(3) with ordinality as r(v, n) order by n
select id, v, n from nest, unnest(arr) with ordinality as u(v, n) order by all

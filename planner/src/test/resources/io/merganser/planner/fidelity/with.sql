with x as (select 1 as a) select * from x
with x(b) as (select 1) select b from x
with x as materialized (select random() r) select count(distinct r) from x, range(3)
with x as not materialized (select a from t1) select * from x, x y order by all
with x as (select random() as r from range(5)) select (select sum(r) from x) = (select sum(r) from x)
with a as (select 1 as x), b as (select x + 1 as y from a) select * from a, b
with emp as (select 7 as empno) select * from emp
with emp as (select * from emp where empno = 1) select ename from emp
with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) select * from r order by n
with recursive r as (select 1 as n union select (n + 1) % 3 from r) select * from r order by n
with recursive g(a, path) as (select 1, [1] union all select a + 1, list_append(path, a + 1) from g where a < 3) select * from g order by a
with recursive tree as (select empno, mgr, 0 as lvl from emp where mgr is null union all select e.empno, e.mgr, t.lvl + 1 from emp e join tree t on e.mgr = t.empno) select * from tree order by all
with recursive r(a, b) using key (a) as (select 1, 0 union (select a, b + 1 from r where b < 3)) select * from r
with recursive r(a, b) using key (a) as (select 1, 0 union (select r.a, r.b + 1 from r, recurring.r as p where r.b < 3)) select * from r
with x as (with y as (select 1 as a) select * from y) select * from x
select * from (with x as (select 1 as a) select * from x) t
select (with x as (select 5 as a) select a from x)
with x as (values (1, 'a'), (2, 'b')) select * from x order by 1
with x as (from t1) from x select a order by a
with x as (select 1) (select * from x) union all select 2
with x as (select a from t1 order by a desc limit 1) select * from x union all select 0 order by 1
with t1 as (select 1 as z) select * from main.t1 order by a
with x as (select 1 as a union all select 2) select x.a, (select count(*) from x y where y.a <= x.a) from x order by 1
with x as (select 1 as a), x2 as (select * from x where exists (select 1 from x)) select * from x2
with unused as (select * from emp) select 1
with x as (select deptno, count(*) c from emp group by 1) select d.dname, x.c from dept d left join x using (deptno) order by all
with "Mixed Case" as (select 1 as a) select * from "mixed case"
!SYNTAX_ERROR [Duplicate] with a as (select 1), a as (select 2) select * from a
!SYNTAX_ERROR with x as (insert into t1 values (1, 2) returning a) select * from x

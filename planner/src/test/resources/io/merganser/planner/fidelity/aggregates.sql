select deptno, count(*), sum(sal), avg(comm), min(ename), max(hiredate) from emp group by deptno order by deptno
select deptno, active, sum(sal) from emp group by rollup (deptno, active) order by all
select deptno, active, sum(sal), grouping(deptno), grouping(deptno, active), grouping_id(deptno, active) from emp group by cube (deptno, active) order by all
select deptno, active, count(*) from emp group by grouping sets ((deptno), (active), ()) order by all
select deptno, active, count(*) from emp group by deptno, rollup (active) order by all
select deptno, count(*) from emp group by grouping sets (deptno, rollup(active)) order by all
select deptno, grouping(deptno), rank() over (partition by grouping(deptno) order by sum(sal)) from emp group by rollup (deptno) order by all
select deptno, active, count(*) from emp group by all order by all
select deptno % 20, count(*) from emp group by 1 order by 1
select case when deptno = 10 then 'ten' else 'other' end k, count(*) from emp group by k order by k
select count(*) from emp group by ()
select count(*) from emp having count(*) > 3
select deptno from emp group by deptno having sum(sal) > 2000 order by 1
select max(c) from (select count(*) c from emp group by deptno)
select avg(sum(sal)) over () from emp group by deptno
select deptno, sum(sum(sal)) over (order by deptno) from emp group by deptno order by 1
select count(distinct deptno), count(distinct (deptno, active)), sum(distinct deptno) from emp
select count(*) filter (where deptno = 10), sum(sal) filter (deptno = 20) from emp
select count(*) filter (where active) over (partition by deptno order by empno) from emp order by empno
select string_agg(ename, ',' order by ename desc), string_agg(ename), listagg(ename, '-'), group_concat(ename, '|') from emp where empno < 4
select array_agg(ename order by sal desc nulls last, empno), list(empno order by empno desc), array_agg(distinct deptno order by deptno) from emp
select first(ename order by empno), last(ename order by empno), any_value(ename order by empno), arbitrary(ename order by empno) from emp
select list(e order by empno) from (select empno, ename from emp) e
select quantile_cont(sal, 0.5), quantile_disc(sal, 0.5), median(sal), mode(deptno), quantile_cont(sal, [0.25, 0.75]) from emp
select percentile_cont(0.5) within group (order by sal), percentile_disc(0.25) within group (order by sal desc), mode() within group (order by deptno) from emp
select stddev(sal), stddev_pop(sal), variance(sal), var_pop(sal), corr(sal, comm), covar_pop(sal, comm), covar_samp(sal, comm) from emp
select regr_slope(sal, empno), regr_intercept(sal, empno), regr_r2(sal, empno), regr_count(sal, empno) from emp
select bool_and(active), bool_or(active), bit_and(empno), bit_or(empno), bit_xor(empno) from emp
select histogram(deptno), approx_count_distinct(deptno), arg_max(ename, sal), arg_min(ename, sal), max_by(ename, sal), min_by(ename, sal), product(empno), entropy(deptno) from emp
select arg_max(ename, empno, 2), max(empno, 2), min(sal, 2), arg_min(ename, sal, 2) from emp
select kurtosis(sal), skewness(sal), mad(sal), favg(comm), fsum(comm), kahan_sum(comm) from emp
select count(*), count(), count(ename), count(1), countif(active), count_star() from emp
select count_if(sal > 1000), sum(active::int), sum(1), avg(1) from emp
select sum(x), avg(x), min(x) from (select 1 as x where false)
select map_from_entries(list((dname, deptno) order by deptno)) from dept
select histogram(deptno)[10], list_sort(list(deptno)) from emp
select bitstring_agg(empno), group_concat(distinct deptno::varchar, ',' order by deptno::varchar) from emp
select deptno, list(ename order by ename) filter (where ename is not null) from emp group by deptno order by 1
select row_number() over (order by empno), rank() over (order by deptno), dense_rank() over (order by deptno), percent_rank() over (order by deptno), cume_dist() over (order by deptno), ntile(2) over (order by empno) from emp order by empno
select lag(sal) over (order by empno), lead(sal, 2, 0) over (order by empno), first_value(ename) over (order by empno), last_value(ename) over (order by empno), nth_value(ename, 2) over (order by empno) from emp order by empno
select first_value(ename ignore nulls) over (order by empno desc), last_value(comm ignore nulls) over (order by empno), lag(comm ignore nulls) over (order by empno), first_value(comm respect nulls) over (order by empno) from emp order by empno
select last_value(comm ignore nulls) over (order by empno) from emp order by empno
select sum(sal) over (partition by deptno order by empno rows between 1 preceding and current row) from emp order by empno
select sum(sal) over (order by empno rows between unbounded preceding and unbounded following), avg(sal) over (order by empno rows 2 preceding), count(*) over (order by deptno range between 10 preceding and 10 following) from emp order by empno
select count(*) over (order by deptno groups between 1 preceding and current row), count(*) over (order by deptno groups 1 preceding) from emp order by empno
select sum(empno) over (order by hiredate range between interval 1 year preceding and current row) from emp order by empno
select sum(empno) over (order by empno rows between current row and 1 following exclude current row), sum(empno) over (order by deptno rows between unbounded preceding and unbounded following exclude group), sum(empno) over (order by deptno rows between unbounded preceding and unbounded following exclude ties), sum(empno) over (order by empno rows 1 preceding exclude no others) from emp order by empno
select sum(sal) over w, avg(sal) over (w rows 1 preceding) from emp window w as (partition by deptno order by empno) order by empno
select sum(sal) over w1, count(*) over w2 from emp window w1 as (order by empno), w2 as (partition by deptno) order by empno
select empno, row_number() over (partition by deptno order by sal desc) rn from emp qualify rn = 1 order by empno
select empno from emp qualify row_number() over (partition by deptno order by empno) = 1 order by empno
select deptno, sum(sal) s from emp group by deptno qualify rank() over (order by s desc nulls last) <= 2 order by 1
select count(distinct deptno) over (), sum(distinct deptno) over (order by empno) from emp order by empno
select array_agg(ename) over (order by empno rows 1 preceding) from emp order by empno
select rank(order by sal desc) over (order by empno), first_value(ename order by sal) over (order by empno) from emp order by empno
select max(sal) over (partition by deptno) - sal from emp order by empno
select fill(comm) over (order by empno) from emp order by empno
select sum(a) from t1 group by b % 20 order by 1
select sum(case when a > 1 then b end), max(a + b), min(-a) from t1
select avg(a)::int, sum(a) / count(*), sum(a) * 1.0 / count(*), count(*) * 2 from t1
select stddev_samp(empno) * 1.000 from emp
select t.d, sum(x) from (select deptno d, sal x from emp) t group by t.d order by 1
select deptno, (select dname from dept d where d.deptno = e.deptno) dn, count(*) from emp e group by e.deptno order by 1
select count(*) over (), * from t1 order by a
select exists (select 1 from dept where deptno = e.deptno), count(*) from emp e group by all order by all
select group_concat(x, '' order by x) from (select unnest(['b', 'a']) x)
select sum(l) from (select unnest([1, 2, 3]) as l)
select list_aggregate([1, 2, 3], 'sum'), list_sum([1, 2]), list_avg([1, 2]), array_aggr([1, 2], 'max')
select any_value(a), count(*) from t1 group by b order by 1
select weighted_avg(sal, empno), geomean(empno), approx_quantile(empno, 0.5), reservoir_quantile(1, 0.5), histogram_exact(deptno, [10, 20]), approx_top_k(deptno, 1), arg_max_null(ename, empno) from emp

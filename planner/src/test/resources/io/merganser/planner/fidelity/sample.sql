select count(*) from emp tablesample 100%
select count(*) from emp tablesample reservoir(3)
select count(*) from emp tablesample reservoir(3 rows)
select count(*) from emp tablesample 2 rows
select count(*) from emp tablesample bernoulli(100%)
select count(*) from emp tablesample system(100 percent)
select count(*) from emp tablesample reservoir(50%) repeatable (42)
select * from emp using sample 100% order by empno
select count(*) from (select * from emp using sample 3)
select count(*) from (select * from emp using sample 3 rows)
select count(*) from (select * from emp using sample reservoir(2 rows) repeatable (7))
select count(*) from (select * from emp using sample 100 percent (bernoulli))
select count(*) from (select * from emp using sample 2 (reservoir, 5))
select count(*) from (select * from emp where empno > 0 using sample 3 rows)
select count(*) from emp e tablesample 100%, dept d tablesample reservoir(1)
select count(*) from (from emp using sample 2 rows)
select count(*) from (select * from emp) tablesample reservoir(2)

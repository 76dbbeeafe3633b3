!UNSUPPORTED_FEATURE [PIVOT] pivot cities on year using sum(population) order by all
!UNSUPPORTED_FEATURE [PIVOT] pivot cities on year using sum(population) group by country order by all
pivot cities on year in (2000, 2010) using sum(population) group by country order by all
!UNSUPPORTED_FEATURE [PIVOT] pivot cities on country, name using sum(population) order by all
!UNSUPPORTED_FEATURE [PIVOT] pivot cities on country || '_' || name using sum(population) order by all
!UNSUPPORTED_FEATURE [PIVOT] pivot cities on year using sum(population) as total, max(population) as max group by country order by all
!UNSUPPORTED_FEATURE [PIVOT] pivot cities on year order by all
!UNSUPPORTED_FEATURE [PIVOT] pivot cities on year using first(population) order by all limit 1
from cities pivot (sum(population) for year in (2000, 2010, 2020) group by country) order by all
select * from cities pivot (sum(population) for year in (2000, 2010) group by country) order by all
!UNSUPPORTED_FEATURE [PIVOT] select * from (pivot cities on year using sum(population) group by country) p order by all
!UNSUPPORTED_FEATURE [PIVOT] with p as (pivot cities on year using sum(population) group by country) select * from p order by all
select * from cities pivot (sum(population) as total, count(population) as count for year in (2000, 2010) country in ('NL', 'US')) order by all
select * from cities pivot (sum(population) for year in (2000 as y0, 2010 as y1) group by country) as p order by all
!UNSUPPORTED_FEATURE [PIVOT] pivot (select * from cities where country = 'US') on year using sum(population) group by name order by all
!UNSUPPORTED_FEATURE [PIVOT] pivot_wider cities on year using sum(population) group by country order by all
unpivot monthly on jan, feb, mar into name month value sales order by all
unpivot monthly on columns(* exclude (empid, dept)) into name month value sales order by all
unpivot monthly on (jan, feb, mar) into name q value m1, m2, m3 order by all
unpivot monthly on (jan, feb) as first, (mar, mar) as second into name q value m1, m2 order by all
!SYNTAX_ERROR unpivot include nulls monthly on jan, feb, mar into name month value sales order by all
unpivot monthly on jan, feb order by all
select * from monthly unpivot (sales for month in (jan, feb, mar)) order by all
from monthly unpivot (sales for month in (columns(* exclude (empid, dept)))) order by all
select * from monthly unpivot include nulls (sales for month in (jan, feb, mar)) order by all
select * from monthly unpivot exclude nulls (sales for month in (jan as j, feb as f)) as u order by all
select * from monthly unpivot ((a, b) for q in ((jan, feb) as h1, (feb, mar) as h2)) order by all
select u.month from monthly unpivot (sales for month in (jan, feb)) u order by 1
unpivot (select 1 as a, 2 as b) on a, b
unpivot (select 42 as c1, 'woot' as c2) on columns(*)::varchar
with u as (unpivot monthly on jan, feb into name m value v) select m, sum(v) from u group by m order by m
select * from (unpivot monthly on jan, feb into name m value v) order by all
pivot cities on country in ('NL', 'US'), year in (2000, 2010) using sum(population) group by name order by all
pivot cities on country || '_' || name in ('NL_Amsterdam', 'US_Seattle') using sum(population) order by all
pivot cities on year in (2000, 2010) using sum(population) as total, max(population) as max group by country order by all
pivot cities on year in (2000, 2010) order by all
pivot cities on year in (2000, 2010) using first(population) order by all limit 1
select * from (pivot cities on year in (2000, 2010) using sum(population) group by country) p order by all
with p as (pivot cities on year in (2000, 2010) using sum(population) group by country) select * from p order by all
pivot (select * from cities where country = 'US') on year in (2000, 2010) using sum(population) group by name order by all
pivot_wider cities on year in (2000, 2010) using sum(population) group by country order by all
pivot_longer monthly on jan, feb into name month value sales order by all
pivot main.cities on year in (2000 as then, 2010 as later) using sum(population) group by country order by all
pivot cities c on year in (2000) using sum(population) group by country order by all
pivot (select * from emp join dept using (deptno)) on loc in ('NYC', 'Paris') using count(*), avg(sal) group by active order by all
select * from cities pivot (sum(population) for (year, country) in ((2000, 'NL'), (2010, 'US'))) order by all
select p.* from cities c pivot (sum(population) for year in (2000)) p order by all
select country, "2000" from (pivot cities on year in (2000) using sum(population)) order by all

select cast(1.5 as integer), cast(2.5 as integer), 1.5::int, (-1.5)::int, '12'::int, 1e2::int, cast('1' as double)
select cast(empno / 2 as integer) from emp order by empno
select cast('abcdef' as varchar(3)), 'abcdef'::char(2), 'a'::char(4) || '|', cast('x' as text), 'x'::string, 'y'::bpchar
select try_cast('x' as integer), try_cast('5' as integer), try_cast('2020-13-01' as date), try_cast(300 as utinyint)
select cast(1 as boolean), 'true'::boolean, 'f'::bool, true::int, 1::boolean::varchar
select cast('2020-01-01' as date), '2020-01-01'::timestamp, '2020-01-01 10:00:00.123456'::timestamp, cast('10:00' as time), '2020-01-01 00:00:00+05'::timestamptz
select cast([1, 2] as varchar[]), [1, 2]::double[], '[1, 2]'::int[], cast(['1'] as integer[]), [1,2,3]::integer[3], [[1]]::varchar[][]
select {'a': 1}::struct(a varchar), cast(row(1, 2) as struct(x int, y int)), cast(map {'a': 1} as map(varchar, varchar)), '{''a'': 1}'::struct(a int)
select 1::decimal, 1::decimal(10), 1::decimal(10,2), 1::numeric(5,1), 1.25::dec(4,1), 1::float, 1::real, 1::float4, 1::float8, 1::int4, 1::int8, 1::int2, 1::int1, 1::short, 1::long, 1::signed, 1::integral
select typeof(1::double precision), typeof(1::timestamp_s::varchar), typeof('1'::bytea), typeof('1'::varbinary), typeof('2020-01-01'::datetime), typeof('a'::nvarchar), typeof(1::bigint), typeof('1'::bitstring), typeof('{}'::json), typeof(1::logical)
select 'happy'::enum('sad', 'happy'), typeof('a'::enum('a', 'b'))
select typeof(1::union(num int, str varchar)), 1::union(num int, str varchar), union_value(k := 1)
select typeof([1]::int[]), typeof([1]::int[1]), typeof(null::struct(a int, b struct(c varchar[]))), typeof(null::map(int, varchar[]))
select typeof(1), typeof(1.5), typeof(1e1), typeof('a'), typeof(null), typeof(10000000000), typeof(1 + 1.5), typeof(1 / 2), typeof(1 // 2), typeof(true), typeof([1]), typeof(date '2020-01-01'), typeof(interval 1 day)
select typeof(sum(empno)), typeof(avg(empno)), typeof(sum(sal)), typeof(avg(sal)), typeof(count(*)), typeof(sum(comm)), typeof(min(sal)), typeof(stddev(sal)) from emp
select typeof(case when empno = 1 then empno else 'x' end) from emp where false
select case when empno = 1 then empno else '2' end from emp order by 1
select typeof(coalesce(1, 2.5)), typeof(greatest(1, 2.5)), typeof(ifnull(null, 'a')), typeof(nullif(1, 2)), typeof(if(true, 1, 2.5))
select u8 + u8, u64, u128, i128, i8 - 1::smallint, u32::bigint * 2 from num where i32 = 3
select * from num where i32 > 0
select u128, i128, u64, u8, bits from num order by i32 nulls last
select b, b::varchar, hex(b), octet_length(b), iv, iv + interval 1 day, tm, u from num where i32 = 3
select r, d, isnan(r), isinf(d), dec, r::varchar from num where i32 < 0
select bits & '11111'::bit, bits | '00010'::bit, ~bits, bit_count(bits), bits << 1 from num where i32 = 3
select cast(null as integer), null::varchar, typeof(null::integer[])
select cast(ts as date), ts::time, tstz::timestamp, tstz::date, hiredate::timestamp, ts::varchar from emp order by empno
select 1::varchar = '1', '10' > 9, '2020-01-01' = date '2020-01-01', 1 = 1.0, 1 = true, '1' = 1
select cast(sal as integer), sal::varchar, sal * 1.5, sal / 3, sal % 7, -sal, sal + comm, round(sal, 1) from emp order by empno
select x::int y, x from (select '5' as x)
select cast(1 as "integer"), 1::"varchar"
select (1::bigint)::hugeint * 4, 2::tinyint * 2::tinyint, 200::utinyint + 50::utinyint
select extract(epoch from ts)::bigint, date_part('year', ts)::int from emp where empno = 1
select cast('1 day' as interval), '01:00:00'::interval, interval '1 day'::varchar
select time_bucket(interval '1 month', ts), date_trunc('month', ts), date_trunc('year', hiredate) from emp order by empno
select 'NULL'::varchar, 'null'::json, ''::blob, cast('' as varchar) is null
select cast({'a': 1} as json), [1, 2]::json, to_json({'x': [1]}), '{"a": 1}'::json::struct(a int), '[1, 2]'::json::int[]

select 'it''s', "ename" from emp where empno = 1
select e'a\nb', E'a\tb\\', e'\x41\101', e'it\'s', e'a''b'
select $$dollar 'quoted' $x$$, $tag$inner $$ text$tag$, $a$x$a$ || 'y'
select 'one'⏎'two' as joined
select /* a comment */ 1 /* another */ + 1 -- to the end
select 1 -- one⏎+ 2
select 1--2
select 2*/**/3
select '--no comment', '/* none */', 'a;b', "ename" || ';' from emp where empno = 1
select x'AABB', X'00', x''
select b'101'
select 'abc'::blob, '\xAA\xBBc'::blob
select true, false, null, TRUE, Null
select date '2020-01-01', time '10:00:00.5', timestamp '2020-01-01 10:00:00.123456', timestamp '2020-01-01'
select timestamptz '2020-01-01 10:00:00+02', timestamp with time zone '2020-06-01 00:00:00+00', time with time zone '10:00:00+01'
select timestamp_s '2020-01-01 10:00:00', timestamp_ms '2020-01-01 10:00:00.123', timestamp_ns '2020-01-01 10:00:00.123456789'
select interval '3 days', interval 3 day, interval '3' day, interval (1 + 2) days, interval '1 year 2 months 3 days 04:05:06.789', interval 5 minutes, interval '1' quarter, interval 2 weeks, interval 3 millisecond, interval 4 microseconds, interval 1 decade
!SYNTAX_ERROR select interval '1-2' year to month
select interval '5' hour + interval '30' minute, - interval 1 day, interval '-1' day
select [1, 2, 3], [], ['a', null], [[1], [2, 3]], [1, 2.5], array[1, 2], array[]
select {'a': 1, 'b': 'x'}, {a: 1}, {'k': {'n': [1]}}, {"q r": 1}
select map {'a': 1, 'b': 2}, map {}, map {1: [1, 2]}, map([1, 2], ['a', 'b'])
select struct_pack(a := 1, b := 'x'), struct_pack(k := 1), row(1, 'a')::varchar, (1, 'a')::varchar
select 1::uinteger, 2::hugeint, 3::utinyint, 4::uhugeint, 5::bit, '1'::tinyint
select 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, uuid 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'
select json '{"a": 1}', '{"a": [1, null]}'::json
select 'héllo 漢字 🦆', length('🦆'), 'ünï' as "ünï"
select '' as empty, ' ' as blank, 'a' || null, '' || 'a'
select 1.10, 1.1::decimal(5,3), 1e400, 'nan'::double, 'infinity'::float, '-inf'::double
select 'infinity'::date, '-infinity'::timestamp, 'epoch'::timestamp
select 0.1 + 0.2, 0.1::double + 0.2, 1/3, 1.0/3, 1::decimal(38,10)/3, 10 / 4, 10::decimal / 4
select current_date - current_date, now() - now(), current_timestamp = now(), today() = current_date, typeof(current_timestamp), typeof(localtimestamp), typeof(localtime), typeof(current_time)
select 'x' as select_, 1 as values, 2 as year, 3 as "from", 4 as date, 5 as name
select n'x'
select 12345678901234567890123456789.5, 0.00000000000000000000000000000000000001
select 100_000.5, 1e1_0

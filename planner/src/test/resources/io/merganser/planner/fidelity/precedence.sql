-- One statement a line. `⏎` stands for a line break. `!CODE [word] statement` is refused with that code, and the message names the word.
select 'x' || 1 + 2 as v
select 5 & 3 + 1, 1 | 2 & 3, 1 << 2 + 1, 1 << 2 >> 1, 5 & 3 = 1
select 10-2||'x', 'a' || 1 * 2 || 'b'
select 2 ^ 3, 2 ** 3, 2 ^ 3 ^ 2, -2 ^ 2, 2 ^ -1, 2 * 3 ^ 2
select 7 // 2, -7 // 2, 7 // 2 * 2, 7 / 2, 7 % 3, -7 % 3, 7.5 // 2
select 1 + '2'::int, '3'::int + 1, -'4'::int, '1' || 2::varchar, (1 + 2)::varchar || 'x'
select not true and false, not (true and false), not 1 = 2, not 1 = 2 and true
select 1 = 1 is true, (1 = 2) is false, 1 is null = false
select 1 + 1 between 1 and 3 and true, 2 not between 1 + 3 and 5
select true or false and false, (true or false) and false
select 1 in (1, 2) = true, not 1 in (2, 3), 3 not in (1, 2) and true
select 'a' || 'b' like 'ab', 'a' || 'b' = 'ab', not 'a' like 'b'
select ~5, ~5 + 1, ~ 5 & 3, - - 5, + 5, -(-5)
select 1 < 2 and 2 < 3, (1 < 2) = (2 < 3), (1 < 2) = true
select xor(5, 3), 5 & 3 | 8, (5 & 3) | 8, 5 & (3 | 8)
select 1 - 2 - 3, 1 - (2 - 3), 8 / 4 / 2, 8 / (4 / 2), 2 - -2
select '{"a": "b"}'::json ->> 'a' = 'b', '{"a": "b"}'::json ->> 'a' || 'c', ('{"a": 1}'::json -> 'a') = '1', '{"a": {"b": 1}}'::json -> 'a' -> 'b', '{"a": {"b": 1}}'::json -> 'a' ->> 'b' = '1'
select '{"a": "b"}' ->> 'a' is null, '{"a": "b"}' ->> 'a' like 'b%', '{"a": "b"}' ->> 'a' in ('b'), '{"a": "b"}' ->> 'a' between 'a' and 'c', not ('{"a": true}' ->> 'a')::boolean, '["x"]' ->> 1 - 1, '["x"]' -> 1 - 1, '{"ab": 1}' -> 'a' || 'b'
select '' || j ->> 'a', 'x' = j ->> 'a', j is null ->> 'a', (j ->> 'a')::boolean and true, ('x' = j) -> 'a' from (select '{"a": true}' as j)
select b or j ->> 'a', b and j -> 'a', not j ->> 'a' from (select true as b, 'true' as j)
select j ->> 'a' ->> 'b' || 'c' -> 'd' from (select '{"a": true}' as j)
!INVALID_STATEMENT select '{"a": 1}'::json -> 'a' = '1'
!INVALID_STATEMENT select 1 + '{"a": 1}'::json -> 'a'
!SYNTAX_ERROR select 5!
!SYNTAX_ERROR select @(-5)
select 1 is distinct from 2, 1 is not distinct from null, null is distinct from null, 1 + 1 is distinct from 2
select case when 1 = 1 then 2 end + 1, cast(1 as varchar) || 'x', (1, 2) = (1, 2), (1, 2) < (1, 3), row(1, 2) = (1, 2)
select 1 as "a b", 2 "c", 3 as "A", 4 d, 5 as user, 6 as current_date, 7 as "select"
select (-1)::varchar, -1.5::int, 1::int::varchar::int + 1, '1'::int = 1::bigint
select date '2020-01-01' + 1 - date '2019-12-31', interval 1 day * 2 + interval 1 hour
select timestamp '2020-01-01 00:00:00' at time zone 'UTC' at time zone 'Europe/Paris'
select 1 == 1, 1 != 2, 1 <> 2, 'a' ~~ 'a%', 'a' !~~ 'b%', 'A' ~~* 'a', 'a' ~ 'a+', 'a' !~ 'b', 'abc' ^@ 'ab', 'a' ~~~ '*'
select [1, 2] @> [1], [1] <@ [1, 2], [1, 2] && [2, 3]
select 'a' < 'b' collate nocase, 'A' = 'a' collate nocase, 'x' collate noaccent || 'y'
select not exists (select 1 where false), exists (select 1) and true
select null and false, null or true, not null::boolean, null = null, null in (1, null), 1 not in (2, null)
select (select 1) + 1, (select 1) = (select 1), -(select 1)
select 1e3, 1E-2, .5, 5., 1.0e+2, 1_000_000, 1_0.5_0, 0xFF, 0XAB, 1 + 0xff
select 170141183460469231731687303715884105727, -170141183460469231731687303715884105728, 9223372036854775808, -9223372036854775808, 99999999999999999999999999999999999999999
select 3 is null is false, 3 isnull, 3 notnull, null isnull
select 'a' in ('a', 'b') and 'c' not in ('d'), 1 in [1, 2], 3 not in [1, 2], 1 in (select 1), (1, 2) in ((1, 2)), (1, 2) in (select 1, 2)
select 5 > any (select 3), 5 > all (select 3), 1 = any ([1, 2]), 3 = some (select 3), 5 <> all (select 1)
!SYNTAX_ERROR select 2 operator(+) 4

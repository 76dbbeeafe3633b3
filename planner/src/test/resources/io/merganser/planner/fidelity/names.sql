-- Words that are keywords elsewhere, and odd names.
select row, values, update, delete, insert, interval, exists, unnest, skip, merge, drop, explain from (select 1 as row, 2 as values, 3 as update, 4 as delete, 5 as insert, 6 as interval, 7 as exists, 8 as unnest, 9 as skip, 10 as merge, 11 as drop, 12 as explain)
select row + values * 2 from (select 1 as row, 2 as values) where values > 1 and row is not null order by row, values
select x.select, x.from, x.where, x.order, x.end, x.case, x.update, x.current_date, x.union from (select 1 as select, 2 as from, 3 as where, 4 as order, 5 as end, 6 as case, 7 as update, 8 as current_date, 9 as union) x
select {'from': 1, 'end': {'select': 2}}.from, {'end': {'select': 2}}.end.select
select {user: 1, row: 2, values: 3}, {update: 1}.update
select t.user, t.values from (select 'me' as user, 1 as values) t
select * exclude (user, row) from (select 1 as user, 2 as row, 3 as a)
select * from (select 1 as a) user
select user.a from (select 1 as a) as user
select * from (select 1, 2) t(user, values)
with user as (select 1 as a) select a from user
with values as (select 1 as row) select row from values
select * from (select 1 as user) a join (select 1 as user) b using (user)
select list_transform([1], row -> row), list_transform([1], lambda values: values + 1)
select set from (select 1 as set) where set = 1
select sum(values) over row from (select 1 as values) window row as (order by values)
select interval, interval 1 day, interval '2' hour from (select 3 as interval) order by interval
select exists, exists (select 1), not exists (select 1) from (select 1 as exists)
select row(1, 2), row, (row, 1) from (select 1 as row)
select cast(row(1, row(2)) as struct(number bigint, row struct(number bigint)))
select null::struct(values int, "set" int, update varchar)
select sum(a) over (order by a rows between unbounded preceding and current row) from t1 order by a
select * from t1 order by a offset 1 row fetch next 1 row only
select try_cast, try_cast('1' as int) from (select 1 as try_cast)
select count(*) from t1 where (select max(values) from (values (1), (2)) v(values)) > 1
select "a""b", "  ", "ÄÖ", "日本" from (select 1, 2, 3, 4) t("a""b", "  ", "ÄÖ", "日本")
select 日本, ünï, _x, x1$ from (select 1 as 日本, 2 as ünï, 3 as _x, 4 as x1$)
select/**/a/**/,/* c */b--end⏎from t1--⏎order/**/by/**/a
select	a⏎⏎from⏎t1⏎⏎where⏎a⏎=⏎1
select a.b.c from (select {'c': 1} as b) a
select t1.a as from, t1.b as select from t1 order by 1
select user, current_user, current_catalog from (select 1 as user, 2 as current_user, 3 as current_catalog)
select x.b from (select 1 as b, 'me' as user) x where user = 'me' order by user
with x(user, b) as (select 1, 2) select user from x where user + b = 3
select a as user from t1 order by user desc
select a as user from t1 where user > 1 order by a

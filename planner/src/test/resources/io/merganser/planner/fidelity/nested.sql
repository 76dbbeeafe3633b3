select arr[1], arr[-1], arr[4], arr[1:2], arr[2:], arr[:2], arr[:], arr[1:3:2], arr[:-:2], arr[-2:] from nest order by id
select 'hello'[1], 'hello'[2:3], 'hello'[-1], 'hello'[:-2]
select st.a, st.b, st.c.d, nest.st.a, (st).b, st['a'] from nest order by id
select st.* from nest order by all
select st.* exclude (a) from nest order by all
select nest.st.c.d from nest order by id
select m['k'], m['zz'], map_keys(m), map_values(m), cardinality(m), element_at(m, 'k'), map_extract(m, 'l') from nest order by id
select sarr[1].p, sarr[1]['q'], sarr[1] from nest order by id
select fix, fix[1], array_length(fix), array_cosine_distance(fix::float[3], [1, 2, 3]::float[3]) from nest order by id
select j -> 'a' -> 'b', j ->> '$.a.b[0]', j -> '$.a.b[2]', j->'a'->>'b', json_extract(j, '$.a'), json_extract_string(j, 'a'), j -> 'n', j ->> 'n', json_type(j), j[0] from nest order by id
select (j ->> 'a') is not null, j ->> 'a' is not null, j -> 'a' ->> 'b' like '%x%' from nest order by id
select j.a.b from nest order by id
select list_transform(arr, x -> x + 1), list_transform(arr, lambda x: x * 2), list_filter(arr, x -> x > 1), list_reduce(arr, (x, y) -> x + y), list_reduce([1, 2], lambda x, y: x * y, 5) from nest where id = 1
select list_transform([1, 2], (x, i) -> x * i), [1, 2, 3].list_transform(x -> x + 1), list_filter([1, 2, 3], lambda x, i: i > 1), apply([1], x -> x), filter([1, 2], x -> x > 1), reduce([1, 2], (a, b) -> a - b)
select list_transform([[1, 2], [3]], x -> list_transform(x, y -> y + len(x)))
select [x + 1 for x in [1, 2, 3]], [x for x in [1, 2, 3] if x > 1], [upper(s) for s in ['a', 'b']], [x * i for x, i in [10, 20]]
select [y for y in arr if y is not null] from nest order by id
select [[b for b in a] for a in [[1], [2, 3]]]
select list_contains(arr, 2), list_has(arr, 9), array_contains([1], 1), list_position([1, 2], 2), list_concat(arr, [9]), arr || [4], list_append(arr, 1), list_prepend(0, arr), len(arr), array_length(arr) from nest order by id
select list_sort([3, 1, 2]), list_sort([3, null, 1], 'desc', 'nulls first'), list_reverse_sort([1, 2]), list_distinct([1, 1]), list_unique([1, 1, 2]), list_reverse([1, 2]), flatten([[1], [2]]), list_slice([1, 2, 3], 1, 2), list_zip([1], ['a'])::varchar, list_resize([1], 3, 0), array_to_string([1, 2], '-'), list_any_value([null, 1]), list_cosine_similarity([1.0, 2], [2.0, 1])
select struct_extract({'a': 1}, 'a'), struct_insert({'a': 1}, b := 2), struct_keys({'a': 1}), ({'a': {'b': 5}}).a.b, struct_extract({'a': 3}, 'a'), ({'a': 1}).a, struct_update({'a': 1}, a := 3), struct_concat({'a': 1}, {'b': 2})
select map {'a': 1}['a'], map {'a': [1, 2]}['a'][1], map_from_entries([('k', 1)]), map_concat(map {'a': 1}, map {'b': 2}), map_entries(map {'a': 1}), map {'x': {'y': 1}}['x'].y, map_contains(map {'a': 1}, 'a'), map([1], [2])[1]
select {'a': 1, 'b': null} = {'a': 1, 'b': null}, [1, null] = [1, null], {'a': 1} < {'a': 2}, [1, 2] < [1, 3], [1] in ([1], [2]), map {'a': 1} = map {'a': 1}
select union_tag(union_value(k := 1)), union_extract(union_value(k := 1), 'k'), union_value(k := 1).k
select json_object('a', 1, 'b', [1, 2]), json_array(1, 'x', null), json_group_array(a), json_group_object(a, b), to_json(list(a)), json_merge_patch('{"a":1}', '{"b":2}') from t1
select json_array_length('[1,2]'), json_keys('{"a":1}'), json_valid('{'), json_structure('{"a":1}'), json_transform('{"a":1}', '{"a":"INTEGER"}'), json_quote('x'), json_contains('{"a":1}', '1'), json_exists('{"a":1}', '$.a'), json_value('{"a":1}', '$.a'), json_pretty('{"a":1}')
select ('{"a":1}'::json)['a'], ('{"a":{"b":2}}'::json).a.b, json('{"a":1}') ->> ['a'], '[1,2]'::json -> 0, '[1,2]'::json ->> -1
select list_value(1, 2), list_pack(1, 2), array_value(1, 2), [1, 2]::int[2], range(3), range(1, 4), generate_series(1, 3), repeat([1], 2), list_where([1, 2], [true, false]), list_select([1, 2, 3], [1, 3]), array_pop_back([1, 2]), array_push_front([1], 0), list_intersect([1, 2], [2, 3]), array_inner_product([1.0,2]::float[2], [3.0,4]::float[2]), list_grade_up([3, 1]), list_has_any([1], [1]), list_has_all([1], [1])
select ('a,b').split(','), ('abc').upper(), ('abc').upper().lower() from emp where empno = 1
select a.list_append(3)[-1] as x, t.b.upper() as y from (select [1, 2] as a, 'z' as b) t
select ({'x': a, 'y': b}).x + 1 from t1 order by 1
select [a, b][1], [t1.a][1], {'t': t1}.t.a from t1 order by 1
select x[1][2], (x)[1], x[1:1][1] from (select [[1, 2]] as x)
select struct_pack(x := a, y := b).y, struct_pack(a, b) from t1 order by all
select unnest({'a': 1, 'b': {'c': 2}}), unnest({'a': {'z': 1}}, recursive := true)
select array_agg({'e': ename, 'd': deptno} order by empno)[1].e from emp
select s.x.y from (select {'x': {'y': 1}} as s)
select s.s from (select {'s': 1} as s) s
select list_transform(arr, x -> x + id) from nest order by id
select list_filter(sarr, x -> x.p > 1)[1].q from nest order by id
select list_transform(sarr, x -> {'pp': x.p, 'qq': x['q']}) from nest order by id

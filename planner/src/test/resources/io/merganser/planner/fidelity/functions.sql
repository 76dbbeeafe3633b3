select greatest(1, null, 3), least(null, 2), coalesce(null, null, 1), nullif(1, 1), ifnull(null, 2), if(true, 1, 2)
select date '2020-01-31' + interval 1 month, date '2020-01-01' + 5, date '2020-03-01' - date '2020-01-01', timestamp '2020-01-02' - timestamp '2020-01-01', date '2020-01-01' - interval '1' day, hiredate + interval (empno) day from emp order by empno
select date_trunc('month', hiredate), date_part('dow', hiredate), extract(isodow from hiredate), extract('year' from hiredate), year(hiredate), month(hiredate), day(hiredate), dayname(hiredate), monthname(hiredate), last_day(hiredate), quarter(hiredate), week(hiredate), yearweek(hiredate) from emp order by empno
select date_diff('day', date '2020-01-01', date '2020-03-01'), datediff('d', date '2020-01-01', date '2020-01-05'), date_sub('month', date '2020-01-01', date '2020-03-01'), date_add(date '2020-01-01', interval 1 day), age(date '2020-03-01', date '2020-01-01'), datesub('hour', timestamp '2020-01-01 00:00:00', timestamp '2020-01-01 05:30:00')
select extract(epoch from ts), extract(microsecond from ts), extract(second from ts), extract(minutes from ts), extract(hour from tstz), extract(timezone from tstz), extract(century from ts), extract(doy from ts), extract(week from ts), extract(era from ts), extract(julian from ts), extract(decade from ts) from emp order by empno
select strftime(ts, '%Y-%m-%d %H:%M'), strptime('2020-01-01', '%Y-%m-%d'), epoch(ts), epoch_ms(ts), epoch_us(ts), make_date(2020, 1, 2), make_timestamp(2020, 1, 2, 3, 4, 5.5), to_timestamp(0), make_time(1, 2, 3.5), epoch_ms(1000), make_timestamptz(0), try_strptime('x', '%Y') from emp where empno = 1
select ts at time zone 'Europe/Paris', tstz at time zone 'America/New_York', timezone('UTC', ts) from emp order by empno
select to_days(1), to_months(2), to_hours(3), to_seconds(1.5), date_part(['year', 'month'], date '2020-05-01'), isfinite(date '2020-01-01'), century(date '2020-01-01'), time_bucket(interval '1 week', date '2020-01-05')
select upper('x'), lower('X'), length('abc'), char_length('abc'), strlen('é'), substring('hello', 2, 3), substr('hello', 2), left('hello', 2), right('hello', 2), trim(' x '), ltrim('xa', 'x'), rtrim('ax', 'x'), replace('aba', 'a', 'c'), reverse('abc'), repeat('ab', 2), lpad('x', 3, '-'), rpad('x', 3, '-'), concat('a', null, 'b'), concat_ws('-', 'a', null, 'b'), 'a' || 'b', ascii('a'), chr(97), instr('abc', 'b'), position('b' in 'abc'), strpos('abc', 'c'), contains('abc', 'b'), starts_with('abc', 'a'), ends_with('abc', 'c'), prefix('abc', 'a'), suffix('abc', 'c'), split('a,b', ','), split_part('a,b', ',', 2), string_split_regex('a1b', '[0-9]'), translate('abc', 'ab', 'xy'), format('{} {}', 1, 'x'), printf('%d-%s', 1, 'x'), bar(5, 0, 10, 5), md5('a'), sha256('a'), sha1('a'), to_base64('a'::blob), from_base64('YQ=='), base64('a'::blob), hex('a'), unhex('61'), encode('a'), decode('a'::blob), url_encode('a b'), url_decode('a%20b')
select trim(both 'x' from 'xax'), trim(leading 'x' from 'xax'), trim(trailing from ' a '), trim(from ' a '), trim('xax', 'x'), substring('abcdef' from 2), substring('abcdef' for 2), substring('abcdef' from 2 for 2), position('c' in 'abc')
select 'abc' like 'a_c', 'abc' like 'A%', 'abc' ilike 'A%', 'a%c' like 'a!%c' escape '!', 'abc' glob 'a*', 'abc' similar to 'a.c', 'abc' not similar to 'b.*', 'abc' ~ '^a', 'abc' !~ 'z', regexp_matches('abc', 'b'), regexp_replace('abc', 'b', 'x'), regexp_replace('aaa', 'a', 'b', 'g'), regexp_extract('a12', '[0-9]+'), regexp_extract('a12', '([a-z])([0-9]+)', 2), regexp_extract_all('a1b2', '[0-9]'), regexp_full_match('abc', 'a.c'), regexp_split_to_array('a,b', ','), regexp_extract('2020-01', '(\d+)-(\d+)', ['y', 'm']), regexp_escape('a.b'), like_escape('a%', 'a!%', '!')
select levenshtein('a', 'b'), damerau_levenshtein('ab', 'ba'), jaccard('abc', 'abd'), hamming('ab', 'ac'), jaro_similarity('abc', 'abd'), jaro_winkler_similarity('abc', 'abd')
select abs(-1), sign(-2), ceil(1.2), ceiling(1.2), floor(1.8), round(1.255, 2), round(15, -1), trunc(1.9), trunc(-1.9), sqrt(4), cbrt(8), exp(0), ln(1), log(100), log10(100), log2(8), log(2, 8), power(2, 3), pow(2, 3), mod(7, 3), fmod(7.5, 2), fdiv(7, 2), divide(7, 2), gcd(12, 8), lcm(4, 6), factorial(5), even(3), pi(), sin(0), cos(0), tan(0), cot(1), asin(0), acos(1), atan(0), atan2(0, 1), degrees(pi()), radians(180), bit_count(7), xor(5, 3), nextafter(1::double, 2), isnan('nan'::double), isinf(1.0), isfinite(1.0), signbit(-1.0), sinh(0), gamma(5), lgamma(5)
select typeof(hash('x')), hash('x') = hash('x'), md5_number('x') is null, typeof(random()), typeof(uuid()), typeof(gen_random_uuid()), uuid_extract_version('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'), typeof(uuidv7())
select bin(5), to_binary(5), bit_length('a'), bit_position('1'::bit, '01'::bit), bitstring('1', 3), get_bit('101'::bit, 0), set_bit('101'::bit, 1, 1), octet_length('a'::blob), unicode('a'), ord('a'), nfc_normalize('é'), strip_accents('é'), parse_path('a/b'), parse_filename('a/b.c'), parse_dirname('a/b'), format_bytes(1024), formatReadableDecimalSize(1000), array_extract([1], 1), add(1, 2), subtract(1, 2), multiply(2, 3)
!FUNCTION_NOT_FOUND [timestampadd] select timestampadd(day, 1, date '2020-01-01')
!FUNCTION_NOT_FOUND [nvl] select nvl(1, 2)
!SYNTAX_ERROR [placing] select overlay('abcdef' placing 'X' from 2 for 3)
select date_add(date '2020-01-01', interval '1' month), datepart('year', date '2020-01-01'), datetrunc('year', date '2020-05-05'), era(date '2020-01-01'), nanosecond(timestamp '2020-01-01'), millisecond(timestamp '2020-01-01 00:00:01.5')
select now() is not null, current_timestamp is not null, current_time is not null, current_date is not null, get_current_timestamp() is not null, transaction_timestamp() is not null, localtime is not null, localtimestamp is not null
select current_setting('TimeZone'), current_setting('integer_division') as d
!NO_SUCH_SETTING [memory_limit] select current_setting('memory_limit')
!FUNCTION_NOT_FOUND [current_setting] select current_setting(ename) from emp
select version() is not null
select pg_typeof(1), typeof(1), alias(a) from t1 limit 1
select enum_range(null::enum('a', 'b')), enum_first(null::enum('a', 'b')), enum_code('b'::enum('a', 'b'))
select isodow(date '2020-01-01'), dayofmonth(date '2020-01-01'), dayofweek(date '2020-01-01'), weekday(date '2020-01-01'), weekofyear(date '2020-01-01'), dayofyear(date '2020-01-01'), julian(date '2020-01-01'), hour(timestamp '2020-01-01 10:00:00'), minute(time '10:20:00'), second(time '10:20:30')
select list_sum(list_transform(string_split('1,2', ','), x -> x::int)), array_to_string(list_sort(str_split('b a', ' ')), '+')
select json_extract('{"a":1}', ['a', 'b']), json_extract_path('{"a":1}', 'a'), json_extract_path_text('{"a":1}', 'a'), row_to_json({'a': 1}), array_to_json([1]), json_array_length('[1]')
select try(1 / 0), try(cast('x' as int)), try_cast('x' as int)
select constant_or_null(1, null), ifnull(null, 1), can_cast_implicitly(1, 2::bigint), equi_width_bins(0, 10, 2, true), is_histogram_other_bin(1)
!FUNCTION_NOT_FOUND [getvariable] select getvariable('x')
!FUNCTION_NOT_FOUND [pg_sleep] select pg_sleep(1)
!FUNCTION_NOT_FOUND [nextval] select nextval('s')
!FUNCTION_NOT_FOUND [read_text] select read_text('/etc/passwd')
select main.upper('x')
select pg_catalog.pg_typeof(1)
!TABLE_NOT_FOUND [a] select a.b.upper('x')
!FUNCTION_NOT_FOUND [nosuch] select nosuch(1)
select split_part(ename, 'l', 1) from emp where empno = 1
select "upper"('x'), "date_trunc"('day', ts) from emp where empno = 1
select day, month from (select 1 as day, 2 as month)
select replace(ename, 'l', 'L'), left(ename, 1), right(ename, 1), second(ts) from emp where empno = 1
select [1, 2]::float[2] <-> [1, 3]::float[2], [1.0, 2.0] <=> [1.0, 3.0]

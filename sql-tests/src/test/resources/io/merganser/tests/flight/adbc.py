"""What a Python program does with ADBC's Flight SQL driver; prints what it sees."""

import sys

import adbc_driver_flightsql.dbapi as flightsql

uri = f"grpc://127.0.0.1:{sys.argv[1]}"
login = {"username": "admin", "password": "secret"}

with flightsql.connect(uri, db_kwargs=login) as connection:
    print("vendor", connection.adbc_get_info()["vendor_name"])
    print("catalogs", sorted(c["catalog_name"] for c in
                             connection.adbc_get_objects(depth="catalogs").read_all().to_pylist()))
    tables = connection.adbc_get_objects(depth="tables", catalog_filter="geo").read_all().to_pylist()
    print("tables", sorted(table["table_name"] for schema in tables[0]["catalog_db_schemas"]
                           for table in schema["db_schema_tables"]))
    print("schema", connection.adbc_get_table_schema("nation", catalog_filter="geo",
                                                      db_schema_filter="main").names)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 AS one, 'a' AS letter, CAST(1.50 AS DECIMAL(9,2)) AS price,"
                       " TIMESTAMP '2020-02-29 12:34:56.123456' AS moment, [1, NULL] AS list,"
                       " NULL AS nothing")
        print("row", cursor.fetchone())
        print("columns", [column[0] for column in cursor.description])
        cursor.execute("SELECT n_name FROM geo.main.nation WHERE n_nationkey = ? OR n_name = ?",
                       (3, "N4"))
        print("parameters", sorted(cursor.fetchall()))
        cursor.execute("SELECT count(*) AS n FROM geo.main.nation WHERE n_nationkey > $1", (None,))
        print("null", cursor.fetchall())
        cursor.execute("SELECT * FROM parts.main.part ORDER BY p_partkey")
        print("arrow", cursor.fetch_arrow_table().num_rows)
        try:
            cursor.execute("SELECT * FROM nosuch")
        except flightsql.Error as error:
            print("error", str(error).split(";")[0])
        cursor.execute("SELECT 2")
        print("after", cursor.fetchall())

try:
    with flightsql.connect(uri, db_kwargs=login | {"password": "wrong"}) as connection:
        connection.cursor().execute("SELECT 1")
except flightsql.Error as error:
    print("login", str(error).split(";")[0])

<#-- PIVOT and UNPIVOT, as statements and behind tables. -->

/** PIVOT t ON .. and UNPIVOT t ON .., which are queries: SELECT * FROM (PIVOT ..). */
SqlNode PivotQuery() :
{
    final SqlNode e;
}
{
    ( e = PivotStatement() | e = UnpivotStatement() )
    {
        return SqlPivotTable.query((SqlPivotTable) e);
    }
}

SqlNode PivotStatement() :
{
    final Span s;
    final SqlNode source;
    final List<SqlNode> columns = new ArrayList<SqlNode>();
    final List<SqlNode> aggregates = new ArrayList<SqlNode>();
    final List<SqlNode> groups = new ArrayList<SqlNode>();
}
{
    ( <PIVOT> | <PIVOT_WIDER> ) { s = span(); }
    source = TableRef1(ExprContext.ACCEPT_QUERY_OR_JOIN)
    [ <ON> AddPivotColumn(columns) ( LOOKAHEAD(2) <COMMA> AddPivotColumn(columns) )* ]
    [ <USING> AddSelectItem(aggregates) ( LOOKAHEAD(2) <COMMA> AddSelectItem(aggregates) )* ]
    [ <GROUP> <BY> AddExpression(groups, ExprContext.ACCEPT_SUB_QUERY)
      ( LOOKAHEAD(2) <COMMA> AddExpression(groups, ExprContext.ACCEPT_SUB_QUERY) )* ]
    {
        final SqlParserPos pos = s.end(this);
        return new SqlPivotTable(pos, SqlPivotTable.Form.PIVOT_STATEMENT, source,
            new SqlNodeList(columns, pos), new SqlNodeList(aggregates, pos), new SqlNodeList(groups, pos), "");
    }
}

/** year, or year IN (2000, 2010 AS then). */
void AddPivotColumn(List<SqlNode> list) :
{
    SqlNode e;
    final List<Object> flat = new ArrayList<Object>();
    final List<SqlNode> values = new ArrayList<SqlNode>();
}
{
    LOOKAHEAD( Expression3(ExprContext.ACCEPT_SUB_QUERY) <IN> <LPAREN> Expression(ExprContext.ACCEPT_NON_QUERY) )
    AddExpression2b(flat, ExprContext.ACCEPT_SUB_QUERY) { e = SqlParserUtil.toTree(flat); }
    <IN> <LPAREN> AddSelectItem(values) ( <COMMA> AddSelectItem(values) )* <RPAREN>
    {
        list.add(SqlPivotTable.VALUES_IN.createCall(Span.of(e).end(this), e,
            SqlPivotTable.values(values)));
    }
|
    e = Expression(ExprContext.ACCEPT_SUB_QUERY)
    {
        // "a || b IN (1, 2)" was read as a predicate.
        final boolean in = e.getKind() == SqlKind.IN && ((SqlCall) e).operand(1) instanceof SqlNodeList;
        list.add(in
            ? SqlPivotTable.VALUES_IN.createCall(e.getParserPosition(), ((SqlCall) e).operand(0),
                SqlPivotTable.values((SqlNodeList) ((SqlCall) e).operand(1)))
            : e);
    }
}

SqlNode PivotClause(SqlNode source) :
{
    final Span s;
    final List<SqlNode> columns = new ArrayList<SqlNode>();
    final List<SqlNode> aggregates = new ArrayList<SqlNode>();
    final List<SqlNode> groups = new ArrayList<SqlNode>();
}
{
    <PIVOT> { s = Span.of(source); checkNotJoin(source); }
    <LPAREN>
    AddSelectItem(aggregates) ( <COMMA> AddSelectItem(aggregates) )*
    <FOR> ( AddPivotColumn(columns) )+
    [ <GROUP> <BY> AddExpression(groups, ExprContext.ACCEPT_SUB_QUERY)
      ( <COMMA> AddExpression(groups, ExprContext.ACCEPT_SUB_QUERY) )* ]
    <RPAREN>
    {
        final SqlParserPos pos = s.end(this);
        return new SqlPivotTable(pos, SqlPivotTable.Form.PIVOT_CLAUSE, source,
            new SqlNodeList(columns, pos), new SqlNodeList(aggregates, pos), new SqlNodeList(groups, pos), "");
    }
}

SqlNode UnpivotStatement() :
{
    final Span s;
    final SqlNode source;
    final List<SqlNode> columns = new ArrayList<SqlNode>();
    final List<SqlNode> made = new ArrayList<SqlNode>();
    SqlIdentifier name;
}
{
    ( <UNPIVOT> | <PIVOT_LONGER> ) { s = span(); }
    source = TableRef1(ExprContext.ACCEPT_QUERY_OR_JOIN)
    <ON> AddSelectItem(columns) ( LOOKAHEAD(2) <COMMA> AddSelectItem(columns) )*
    [
        <INTO> <NAME> name = SimpleIdentifier() { made.add(name); }
        ( <VALUE> | <VALUES> )
        name = SimpleIdentifier() { made.add(name); }
        ( LOOKAHEAD(2) <COMMA> name = SimpleIdentifier() { made.add(name); } )*
    ]
    {
        final SqlParserPos pos = s.end(this);
        return new SqlPivotTable(pos, SqlPivotTable.Form.UNPIVOT_STATEMENT, source,
            new SqlNodeList(columns, pos), new SqlNodeList(made, pos), SqlNodeList.EMPTY, "");
    }
}

SqlNode UnpivotClause(SqlNode source) :
{
    final Span s;
    String nulls = "";
    final List<SqlNode> columns = new ArrayList<SqlNode>();
    final List<SqlNode> made = new ArrayList<SqlNode>();
    final List<SqlNode> values = new ArrayList<SqlNode>();
    SqlIdentifier name;
}
{
    <UNPIVOT> { s = Span.of(source); checkNotJoin(source); }
    [ <INCLUDE> <NULLS> { nulls = "INCLUDE NULLS"; } | <EXCLUDE> <NULLS> { nulls = "EXCLUDE NULLS"; } ]
    <LPAREN>
    (
        name = SimpleIdentifier() { values.add(name); }
    |
        <LPAREN> AddSimpleIdentifiers(values) <RPAREN>
    )
    <FOR> name = SimpleIdentifier() { made.add(name); made.addAll(values); }
    <IN> <LPAREN> AddSelectItem(columns) ( <COMMA> AddSelectItem(columns) )* <RPAREN>
    <RPAREN>
    {
        final SqlParserPos pos = s.end(this);
        return new SqlPivotTable(pos, SqlPivotTable.Form.UNPIVOT_CLAUSE, source,
            new SqlNodeList(columns, pos), new SqlNodeList(made, pos), SqlNodeList.EMPTY, nulls);
    }
}

<#-- Queries: SELECT and FROM first, VALUES, set operations, joins, the clauses of DuckDB. -->

/** A SELECT, or a query that begins with FROM, without ORDER BY. */
SqlSelect SqlSelect() :
{
    final SelectParts parts = new SelectParts();
    final Span s;
}
{
    (
        <SELECT> { s = span(); }
        SelectHead(parts)
        [ <FROM> parts.from = FromClause() ]
    |
        <FROM> { s = span(); } parts.from = FromClause()
        (
            LOOKAHEAD(1) <SELECT> SelectHead(parts)
        |
            { parts.items.add(SqlIdentifier.star(s.pos())); }
        )
    )
    [ parts.where = Where() ]
    [ parts.groupBy = GroupBy() ]
    [ parts.having = Having() ]
    [ parts.windows = Window() ]
    [ parts.qualify = Qualify() ]
    [ LOOKAHEAD(2) <USING> <SAMPLE> parts.sample = Sample(getPos()) ]
    { return parts.build(s.end(this)); }
}

/** What stands between SELECT and FROM. */
void SelectHead(SelectParts parts) :
{
    final Span s;
    final SqlNodeList on;
}
{
    [
        LOOKAHEAD(2)
        <DISTINCT> { s = span(); } <ON> on = ParenthesizedQueryOrCommaList(ExprContext.ACCEPT_SUB_QUERY) {
            parts.keywords.add(SqlDistinctOn.create(on, s.end(this)));
        }
    |
        <DISTINCT> { parts.keywords.add(SqlSelectKeyword.DISTINCT.symbol(getPos())); }
    |
        <ALL> { parts.keywords.add(SqlSelectKeyword.ALL.symbol(getPos())); }
    ]
    AddSelectItem(parts.items)
    (
        LOOKAHEAD({ getToken(1).kind == COMMA && !Lookahead.isLastComma(this) })
        <COMMA> AddSelectItem(parts.items)
    )*
    [ LOOKAHEAD({ Lookahead.isLastComma(this) }) <COMMA> ]
}

/** An item of the SELECT list: "e", "e AS name", "name: e". Behind AS every word is a name. */
void AddSelectItem(List<SqlNode> list) :
{
    SqlNode e;
    SqlIdentifier id = null;
}
{
    [ LOOKAHEAD({ getToken(2).kind == COLON }) id = SimpleIdentifier() <COLON> ]
    e = SelectExpression()
    [
        LOOKAHEAD(1, { id == null })
        (
            LOOKAHEAD(1)
            <AS>
            (
                LOOKAHEAD({ Lookahead.isReservedWord(this) })
                { getNextToken(); id = new SqlIdentifier(token.image, getPos().withQuoting(true)); }
            |
                id = SimpleIdentifier()
            |
                id = SimpleIdentifierFromStringLiteral()
            )
        |
            id = SimpleIdentifier()
        |
            LOOKAHEAD(1)
            id = SimpleIdentifierFromStringLiteral()
        )
    ]
    { list.add(id == null ? e : SqlStdOperatorTable.AS.createCall(Span.of(e).end(this), e, id)); }
}

/** The tables of FROM; a comma may end the list. */
SqlNode FromClause() :
{
    SqlNode e;
}
{
    e = TableRef1(ExprContext.ACCEPT_QUERY_OR_JOIN)
    (
        LOOKAHEAD(JoinStart(), { !Lookahead.isLastComma(this) })
        e = JoinOrCommaTable(e)
    )*
    [ LOOKAHEAD({ Lookahead.isLastComma(this) }) <COMMA> ]
    { return e; }
}

/** What a join begins with. */
void JoinStart() :
{
}
{
    <COMMA> | <NATURAL> | <INNER> | <JOIN> | <LEFT> | <RIGHT> | <FULL> | <CROSS> | <SEMI> | <ANTI>
|   <POSITIONAL> | <ASOF>
}

/** What stands in parentheses: also "((SELECT ..) UNION SELECT ..) ORDER BY ..", which begins as a table could. */
SqlNode ExprOrJoinOrOrderedQuery(ExprContext exprContext) :
{
    SqlNode e;
}
{
    e = CoreExprOrJoinOrOrderedQuery(exprContext)
    (
        LOOKAHEAD({ Lookahead.isOrder(this) })
        {
            if (!e.isA(SqlKind.QUERY)) {
                getNextToken();
                throw generateParseException();
            }
        }
        e = OrderByLimitOpt(e) { return e; }
    |
        { return e; }
    )
}

SqlNode LeafQuery(ExprContext exprContext) :
{
    final SqlNode e;
}
{
    { checkQueryExpression(exprContext); }
    (
        e = SqlSelect()
    |
        e = TableConstructor()
    |
        e = ExplicitTable(getPos())
    |
        e = PivotQuery()
    )
    { return e; }
}

SqlNode TableConstructor() :
{
    final List<SqlNode> rows = new ArrayList<SqlNode>();
    SqlNode row;
    final Span s;
}
{
    <VALUES> { s = span(); }
    row = RowConstructor() { rows.add(row); }
    ( LOOKAHEAD(2) <COMMA> row = RowConstructor() { rows.add(row); } )*
    { return SqlStdOperatorTable.VALUES.createCall(s.end(this), rows); }
}

/** A row of VALUES; it prints without the word ROW, which DuckDB refuses there. */
SqlNode RowConstructor() :
{
    final SqlNodeList values;
    final SqlNode value;
}
{
    (
        LOOKAHEAD( [ <ROW> ] <LPAREN> )
        [ <ROW> ] values = ParenthesizedQueryOrCommaListWithDefault(ExprContext.ACCEPT_NONCURSOR)
    |
        // Only in PIVOT: "FOR x IN (1, 2)".
        value = Expression(ExprContext.ACCEPT_NONCURSOR)
        { values = new SqlNodeList(ImmutableList.of(value), value.getParserPosition()); }
    )
    { return DuckOperators.VALUES_ROW.createCall(values.getParserPosition(), DuckOperators.values(values)); }
}

/** An item of the SELECT list without its alias. */
SqlNode SelectExpression() :
{
    SqlNode e;
    SqlNode pattern;
    String words;
    SqlParserPos pos;
    SqlNodeList exclude = null;
    SqlNodeList replace = null;
    SqlNodeList rename = null;
}
{
    (
        LOOKAHEAD( <STAR> <COLUMNS> <LPAREN> )
        <STAR> { pos = getPos(); } e = NamedFunctionCall()
        { return DuckOperators.UNPACK.createCall(pos.plus(e.getParserPosition()), e); }
    |
        <STAR> { e = SqlIdentifier.star(getPos()); }
        [
            words = StarFilter() pattern = Expression(ExprContext.ACCEPT_SUB_QUERY)
            { return DuckOperators.starFilter(words).createCall(Span.of(e).end(pattern), e, pattern); }
        ]
    |
        e = Expression(ExprContext.ACCEPT_SUB_QUERY)
    )
    [ LOOKAHEAD({ Lookahead.isStar(e) && getToken(1).kind == EXCLUDE }) <EXCLUDE> exclude = StarNames() ]
    [ LOOKAHEAD({ Lookahead.isStar(e) && getToken(1).kind == REPLACE }) <REPLACE> replace = StarAliases() ]
    [ LOOKAHEAD({ Lookahead.isStar(e) && getToken(1).kind == RENAME }) <RENAME> rename = StarAliases() ]
    { return StarModifiers.apply(e, exclude, replace, rename); }
}

/** What picks columns of a star by their names. */
String StarFilter() :
{
    String not = "";
}
{
    [ <NOT> { not = "NOT "; } ]
    (
        <LIKE> { return not + "LIKE"; }
    |   <ILIKE> { return not + "ILIKE"; }
    |   <SIMILAR> <TO> { return not + "SIMILAR TO"; }
    |   <GLOB> { return not + "GLOB"; }
    )
}

SqlNodeList StarNames() :
{
    final Span s = Span.of();
    final List<SqlNode> names = new ArrayList<SqlNode>();
    SqlIdentifier name;
}
{
    (
        <LPAREN> { s.add(this); }
        name = CompoundIdentifier() { names.add(name); }
        ( <COMMA> name = CompoundIdentifier() { names.add(name); } )*
        <RPAREN>
    |
        name = CompoundIdentifier() { names.add(name); s.add(name); }
    )
    { return new SqlNodeList(names, s.end(this)); }
}

SqlNodeList StarAliases() :
{
    final Span s = Span.of();
    final List<SqlNode> items = new ArrayList<SqlNode>();
}
{
    (
        <LPAREN> { s.add(this); }
        AddStarAlias(items) ( <COMMA> AddStarAlias(items) )*
        <RPAREN>
    |
        AddStarAlias(items) { s.add(this); }
    )
    { return new SqlNodeList(items, s.end(this)); }
}

void AddStarAlias(List<SqlNode> items) :
{
    final SqlNode e;
    final SqlIdentifier name;
}
{
    e = Expression(ExprContext.ACCEPT_SUB_QUERY) <AS> name = SimpleIdentifier()
    { items.add(SqlStdOperatorTable.AS.createCall(Span.of(e).end(name), e, name)); }
}

SqlNodeList GroupBy() :
{
    final List<SqlNode> list = new ArrayList<SqlNode>();
    final Span s;
}
{
    <GROUP> { s = span(); } <BY>
    (
        <ALL> { list.add(DuckOperators.ALL_COLUMNS.createCall(getPos())); }
    |
        AddGroupingElement(list)
        (
            LOOKAHEAD({ getToken(1).kind == COMMA && !Lookahead.isLastComma(this) })
            <COMMA> AddGroupingElement(list)
        )*
        [ LOOKAHEAD({ Lookahead.isLastComma(this) }) <COMMA> ]
    )
    { return new SqlNodeList(list, s.end(this)); }
}

SqlNodeList OrderBy(boolean accept) :
{
    final List<SqlNode> list = new ArrayList<SqlNode>();
    SqlNode all;
    final Span s;
}
{
    <ORDER> {
        s = span();
        if (!accept) {
            throw SqlUtil.newContextException(s.pos(), RESOURCE.illegalOrderBy());
        }
    }
    <BY>
    (
        <ALL> { all = DuckOperators.ALL_COLUMNS.createCall(getPos()); }
        [ <ASC> | <DESC> { all = SqlStdOperatorTable.DESC.createCall(getPos(), all); } ]
        [
            LOOKAHEAD(2) <NULLS> <FIRST> { all = SqlStdOperatorTable.NULLS_FIRST.createCall(getPos(), all); }
        |
            LOOKAHEAD(2) <NULLS> <LAST> { all = SqlStdOperatorTable.NULLS_LAST.createCall(getPos(), all); }
        ]
        { list.add(all); }
    |
        OrderItemList(list)
    )
    { return new SqlNodeList(list, s.addAll(list).pos()); }
}

void LimitClause(Span s, SqlNode[] offsetFetch) :
{
    SqlNode e;
}
{
    <LIMIT> { s.add(this); }
    (
        <ALL>
    |
        // "10 %" ends here; otherwise the sign would be the remainder of a division.
        LOOKAHEAD( UnsignedNumericLiteral() ( <PERCENT_REMAINDER> | <PERCENT> ) )
        e = UnsignedNumericLiteral() ( <PERCENT_REMAINDER> | <PERCENT> )
        { offsetFetch[1] = DuckOperators.PERCENT.createCall(getPos(), e); }
    |
        e = Expression(ExprContext.ACCEPT_SUB_QUERY) { offsetFetch[1] = e; }
    )
}

void OffsetClause(Span s, SqlNode[] offsetFetch) :
{
    final SqlNode e;
}
{
    <OFFSET> { s.add(this); }
    e = Expression(ExprContext.ACCEPT_SUB_QUERY) { offsetFetch[0] = e; }
    [ LOOKAHEAD(1) <ROW> | LOOKAHEAD(1) <ROWS> ]
}

void FetchClause(SqlNode[] offsetFetch) :
{
    SqlNode count = SqlLiteral.createExactNumeric("1", SqlParserPos.ZERO);
}
{
    <FETCH> ( <FIRST> | <NEXT> )
    [ count = UnsignedNumericLiteralOrParam() ]
    ( <ROW> | <ROWS> ) <ONLY>
    { offsetFetch[1] = count; }
}

void AddWithItem(List<SqlWithItem> list, SqlLiteral recursive) :
{
    final SqlIdentifier id;
    SqlNodeList columns = null;
    SqlNodeList key = null;
    Boolean materialized = null;
    final SqlNode definition;
}
{
    id = SimpleIdentifier()
    [ columns = ParenthesizedSimpleIdentifierList() ]
    [ <USING> <KEY> key = ParenthesizedSimpleIdentifierList() ]
    <AS>
    [
        <NOT> <MATERIALIZED> { materialized = Boolean.FALSE; }
    |
        <MATERIALIZED> { materialized = Boolean.TRUE; }
    ]
    definition = ParenthesizedExpression(ExprContext.ACCEPT_QUERY)
    {
        list.add(materialized == null && key == null
            ? new SqlWithItem(id.getParserPosition(), id, columns, definition, recursive)
            : new SqlDuckWithItem(
                id.getParserPosition(), id, columns, definition, recursive, materialized, key));
    }
}

SqlBinaryOperator BinaryQueryOperator() :
{
    boolean all = false;
}
{
    <UNION> [ <ALL> { all = true; } | <DISTINCT> ]
    (
        LOOKAHEAD(2) <BY> <NAME> { return all ? DuckOperators.UNION_ALL_BY_NAME : DuckOperators.UNION_BY_NAME; }
    |
        { return all ? SqlStdOperatorTable.UNION_ALL : SqlStdOperatorTable.UNION; }
    )
|
    <INTERSECT> [ <ALL> { all = true; } | <DISTINCT> ]
    { return all ? SqlStdOperatorTable.INTERSECT_ALL : SqlStdOperatorTable.INTERSECT; }
|
    <EXCEPT> [ <ALL> { all = true; } | <DISTINCT> ]
    { return all ? SqlStdOperatorTable.EXCEPT_ALL : SqlStdOperatorTable.EXCEPT; }
}

SqlNode TableRef3(ExprContext exprContext, boolean lateral) :
{
    SqlNode table;
    final SqlIdentifier name;
    SqlIdentifier alias = null;
    SqlNodeList args;
    SqlNodeList columns = null;
    SqlUnnestOperator unnest = SqlStdOperatorTable.UNNEST;
    final Span s;
}
{
    [ LOOKAHEAD( SimpleIdentifier() <COLON> ) alias = SimpleIdentifier() <COLON> ]
    [ <LATERAL> { lateral = true; } ]
    (
        // Always lateral.
        <UNNEST> { s = span(); }
        args = ParenthesizedQueryOrCommaList(ExprContext.ACCEPT_SUB_QUERY)
        [ LOOKAHEAD(2) <WITH> <ORDINALITY> { unnest = SqlStdOperatorTable.UNNEST_WITH_ORDINALITY; } ]
        { table = unnest.createCall(s.end(this), (List<SqlNode>) args); }
    |
        table = TableConstructor()
    |
        LOOKAHEAD({ Lookahead.isDescription(this) })
        <LPAREN> { s = span(); } table = DescribeStatement() <RPAREN>
        { table = ((SqlDescribeStatement) table).inFrom(s.end(this)); }
    |
        LOOKAHEAD(1)
        table = ParenthesizedExpression(exprContext)
        { table = addLateral(SqlPivotTable.bare(table), lateral); }
    |
        LOOKAHEAD( CompoundTableIdentifier() <LPAREN> )
        table = TableFunctionInFrom()
        { table = addLateral(table, lateral); }
    |
        name = CompoundTableIdentifier() { table = name; }
    )
    [
        LOOKAHEAD(2, { alias == null && getToken(1).kind != PIVOT && getToken(1).kind != UNPIVOT })
        [ <AS> ] alias = SimpleIdentifier()
        [ LOOKAHEAD(2) columns = ParenthesizedSimpleIdentifierList() ]
    ]
    { table = named(table, alias, columns); alias = null; columns = null; }
    (
        LOOKAHEAD(1)
        ( table = PivotClause(table) | table = UnpivotClause(table) )
        [
            LOOKAHEAD(2, { getToken(1).kind != PIVOT && getToken(1).kind != UNPIVOT })
            [ <AS> ] alias = SimpleIdentifier()
            [ LOOKAHEAD(2) columns = ParenthesizedSimpleIdentifierList() ]
        ]
        { table = named(table, alias, columns); alias = null; columns = null; }
    )*
    [ table = TableSample(table) ]
    { return table; }
}

JAVACODE SqlNode named(SqlNode table, SqlIdentifier alias, SqlNodeList columns) {
    if (alias == null) {
        return table;
    }
    // "(a JOIN b ON ..) AS c" is a query of its own.
    if (table instanceof SqlJoin) {
        table = SelectParts.starOf(table);
    }
    final List<SqlNode> operands = new ArrayList<SqlNode>();
    operands.add(table);
    operands.add(alias);
    if (columns != null) {
        operands.addAll(columns.getList());
    }
    return SqlStdOperatorTable.AS.createCall(Span.of(table).end(this), operands);
}

SqlNode TableFunctionInFrom() :
{
    final SqlIdentifier name;
    final List<SqlNode> args = new ArrayList<SqlNode>();
    boolean numbered = false;
    final Span s;
}
{
    name = CompoundTableIdentifier() { s = Span.of(name); }
    <LPAREN>
    [
        AddArg(args, ExprContext.ACCEPT_SUB_QUERY)
        ( <COMMA> AddArg(args, ExprContext.ACCEPT_SUB_QUERY) )*
    ]
    <RPAREN>
    [ LOOKAHEAD(2) <WITH> <ORDINALITY> { numbered = true; } ]
    {
        final SqlParserPos pos = s.end(this);
        return (numbered ? DuckOperators.NUMBERED_TABLE_FUNCTION : DuckOperators.TABLE_FUNCTION)
            .createCall(pos, DuckOperators.tableFunction(name, pos, args));
    }
}

SqlNode TableSample(SqlNode table) :
{
    final Span s;
    final SqlTableSample sample;
}
{
    <TABLESAMPLE> { s = Span.of(table); checkNotJoin(table); }
    sample = Sample(getPos())
    { return SqlTableSample.of(s.end(this), table, sample); }
}

/** 10%, 10 ROWS, 10% (bernoulli, 42), reservoir(10 ROWS) REPEATABLE (42). */
SqlTableSample Sample(SqlParserPos pos) :
{
    String method = null;
    final SqlLiteral size;
    final String unit;
    SqlLiteral seed = null;
    SqlIdentifier id;
}
{
    (
        size = UnsignedNumericLiteral() unit = SampleUnit()
        [
            LOOKAHEAD(2)
            <LPAREN> id = SimpleIdentifier() { method = id.getSimple(); }
            [ <COMMA> seed = UnsignedNumericLiteral() ] <RPAREN>
        ]
    |
        [ id = SimpleIdentifier() { method = id.getSimple(); } ]
        <LPAREN> size = UnsignedNumericLiteral() unit = SampleUnit() <RPAREN>
        [ LOOKAHEAD(2) <REPEATABLE> <LPAREN> seed = UnsignedNumericLiteral() <RPAREN> ]
    )
    {
        if (method != null && !method.matches("(?i)bernoulli|system|reservoir")) {
            throw SqlUtil.newContextException(pos, RESOURCE.unknownIdentifier(method));
        }
        return new SqlTableSample(pos, method, size, unit, seed);
    }
}

String SampleUnit() :
{
}
{
    <PERCENT_REMAINDER> { return "PERCENT"; }
|   <PERCENT> { return "PERCENT"; }
|   <ROWS> { return "ROWS"; }
|   { return ""; }
}

SqlNode JoinTable(SqlNode left) :
{
    boolean natural = false;
    String special = null;
    JoinType type = JoinType.INNER;
    SqlNode right;
    SqlNode condition = null;
    JoinConditionType conditionType = JoinConditionType.NONE;
    SqlParserPos pos;
}
{
    [ <NATURAL> { natural = true; } ]
    (
        [ <INNER> ] <JOIN>
    |
        <LEFT> { type = JoinType.LEFT; } [ <OUTER> ] <JOIN>
    |
        <RIGHT> { type = JoinType.RIGHT; } [ <OUTER> ] <JOIN>
    |
        <FULL> { type = JoinType.FULL; } [ <OUTER> ] <JOIN>
    |
        <CROSS> { type = JoinType.CROSS; } <JOIN>
    |
        <SEMI> { type = JoinType.LEFT_SEMI_JOIN; special = "SEMI JOIN"; } <JOIN>
    |
        <ANTI> { type = JoinType.LEFT_ANTI_JOIN; special = "ANTI JOIN"; } <JOIN>
    |
        <POSITIONAL> { type = JoinType.CROSS; special = "POSITIONAL JOIN"; } <JOIN>
    |
        <ASOF> { type = JoinType.ASOF; special = "ASOF JOIN"; }
        [
            <LEFT> { type = JoinType.LEFT_ASOF; special = "ASOF LEFT JOIN"; } [ <OUTER> ]
        |
            <RIGHT> { special = "ASOF RIGHT JOIN"; } [ <OUTER> ]
        |
            <FULL> { special = "ASOF FULL JOIN"; } [ <OUTER> ]
        |
            <INNER>
        ]
        <JOIN>
    )
    { pos = getPos(); }
    right = TableRef1(ExprContext.ACCEPT_QUERY_OR_JOIN)
    (
        // "a JOIN b JOIN c ON .. ON ..": what wants a condition waits for it.
        LOOKAHEAD(JoinStart(), { getToken(1).kind != COMMA && Lookahead.waitsForCondition(natural, type) })
        right = JoinTable(right)
    )*
    { joinWaits = Lookahead.waitsForCondition(natural, type); }
    [
        LOOKAHEAD(1, { joinWaits })
        <ON> { conditionType = JoinConditionType.ON; }
        condition = Expression(ExprContext.ACCEPT_SUB_QUERY)
    |
        LOOKAHEAD(2, { joinWaits })
        <USING> { conditionType = JoinConditionType.USING; }
        condition = ParenthesizedSimpleIdentifierList()
    ]
    {
        final SqlLiteral isNatural = SqlLiteral.createBoolean(natural, pos);
        return special == null
            ? new SqlJoin(pos, left, isNatural, type.symbol(pos), right, conditionType.symbol(pos), condition)
            : new SqlSpecialJoin(pos, left, isNatural, type.symbol(pos), right,
                conditionType.symbol(pos), condition, special);
    }
}

SqlWindow WindowSpecification() :
{
    SqlIdentifier base = null;
    SqlNodeList partition = SqlNodeList.EMPTY;
    SqlNodeList order = SqlNodeList.EMPTY;
    SqlLiteral isRows;
    boolean groups = false;
    SqlNode lower = null;
    SqlNode upper = null;
    SqlLiteral exclude;
    final Span s;
    final Span s1;
}
{
    <LPAREN> { s = span(); isRows = SqlLiteral.createBoolean(false, SqlParserPos.ZERO); }
    { exclude = SqlWindow.createExcludeNoOthers(getPos()); }
    [
        LOOKAHEAD({ getToken(1).kind != PARTITION && getToken(1).kind != ROWS
            && getToken(1).kind != RANGE && getToken(1).kind != GROUPS
            && getToken(1).kind != ORDER && getToken(1).kind != RPAREN })
        base = SimpleIdentifier()
    ]
    [
        <PARTITION> { s1 = span(); } <BY>
        partition = ExpressionCommaList(s1, ExprContext.ACCEPT_SUB_QUERY)
    ]
    [ order = OrderBy(true) ]
    [
        (
            <ROWS> { isRows = SqlLiteral.createBoolean(true, getPos()); }
        |
            <RANGE> { isRows = SqlLiteral.createBoolean(false, getPos()); }
        |
            <GROUPS> { groups = true; isRows = SqlLiteral.createBoolean(true, getPos()); }
        )
        (
            LOOKAHEAD(2)
            <BETWEEN> lower = FrameBound() <AND> upper = FrameBound()
        |
            lower = FrameBound()
        )
        exclude = WindowExclusion()
    ]
    <RPAREN>
    {
        return groups
            ? new SqlGroupsWindow(s.end(this), base, partition, order, isRows, lower, upper, exclude)
            : SqlWindow.create(null, base, partition, order, isRows, lower, upper, null, exclude, s.end(this));
    }
}

/** A bound of a frame. */
SqlNode FrameBound() :
{
    final SqlNode e;
    final Span s;
}
{
    LOOKAHEAD(2)
    <CURRENT> { s = span(); } <ROW> { return SqlWindow.createCurrentRow(s.end(this)); }
|
    LOOKAHEAD(2)
    <UNBOUNDED> { s = span(); }
    (
        <PRECEDING> { return SqlWindow.createUnboundedPreceding(s.end(this)); }
    |
        <FOLLOWING> { return SqlWindow.createUnboundedFollowing(s.end(this)); }
    )
|
    e = Expression(ExprContext.ACCEPT_SUB_QUERY)
    (
        <PRECEDING> { return SqlWindow.createPreceding(e, getPos()); }
    |
        <FOLLOWING> { return SqlWindow.createFollowing(e, getPos()); }
    )
}

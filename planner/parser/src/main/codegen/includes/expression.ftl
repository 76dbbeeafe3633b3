<#-- Expressions with the operators, literals and calls of DuckDB. -->

/** A value or a query. A set operation that is a value keeps its parentheses. */
SqlNode Expression(ExprContext exprContext) :
{
    final SqlNode e;
}
{
    e = CoreExpression(exprContext)
    { return exprContext == ExprContext.ACCEPT_SUB_QUERY ? DuckOperators.value(e) : e; }
}

/** Prefix operators, a leaf, and what binds tighter than any operator: "::type", "[i]", "[a:b]", ".field". */
void AddExpression2b(List<Object> list, ExprContext exprContext) :
{
    SqlNode e;
    SqlOperator op;
    SqlDataTypeSpec type;
    SqlIdentifier field;
}
{
    (
        LOOKAHEAD(1)
        op = PrefixRowOperator() {
            checkNonQueryExpression(exprContext);
            list.add(new SqlParserUtil.ToTreeListItem(op, getPos()));
        }
    )*
    e = Expression3(exprContext)
    (
        LOOKAHEAD(1)
        <INFIX_CAST> type = DataType()
        { e = SqlStdOperatorTable.CAST.createCall(Span.of(e).end(this), e, type); }
    |
        LOOKAHEAD(1)
        <LBRACKET> e = Subscript(e)
    |
        LOOKAHEAD(2)
        <DOT> field = SimpleIdentifier()
        (
            // "x.f(y)" is "f(x, y)".
            LOOKAHEAD(1) e = MethodCall(e, field)
        |
            { e = DuckOperators.FIELD.createCall(Span.of(e).end(this), e, field); }
        )
    )*
    { list.add(e); }
}

SqlNode MethodCall(SqlNode receiver, SqlIdentifier name) :
{
    final List<SqlNode> args = new ArrayList<SqlNode>();
}
{
    <LPAREN> { args.add(receiver); }
    [ AddArg(args, ExprContext.ACCEPT_SUB_QUERY) ( <COMMA> AddArg(args, ExprContext.ACCEPT_SUB_QUERY) )* ]
    <RPAREN>
    { return DuckOperators.call(name, Span.of(receiver).end(this), null, args); }
}

/** After "[": an index, or a slice with optional bounds and step. */
SqlNode Subscript(SqlNode e) :
{
    SqlNode from = null;
    SqlNode to = null;
    SqlNode step = null;
    boolean slice = false;
}
{
    [ from = Expression(ExprContext.ACCEPT_SUB_QUERY) ]
    [
        <COLON> { slice = true; }
        [
            LOOKAHEAD(2) <MINUS> <COLON> step = Expression(ExprContext.ACCEPT_SUB_QUERY)
        |
            to = Expression(ExprContext.ACCEPT_SUB_QUERY)
            [ <COLON> step = Expression(ExprContext.ACCEPT_SUB_QUERY) ]
        ]
    ]
    <RBRACKET>
    {
        final SqlParserPos pos = Span.of(e).end(this);
        if (slice) {
            return DuckOperators.slice(pos, e, from, to, step);
        }
        if (from == null) {
            throw generateParseException();
        }
        return DuckOperators.SUBSCRIPT.createCall(pos, e, from);
    }
}

/** The flat list of operands and operators from which Expression builds a tree by precedence. */
List<Object> Expression2(ExprContext exprContext) :
{
    final List<Object> list = new ArrayList();
    SqlNodeList nodeList;
    SqlOperator op;
    SqlKind kind;
    SqlNode e;
    final Span s = span();
}
{
    AddExpression2b(list, exprContext)
    (
        LOOKAHEAD(2)
        ( <NOT> <IN> { op = SqlStdOperatorTable.NOT_IN; } | <IN> { op = SqlStdOperatorTable.IN; } )
        { checkNonQueryExpression(exprContext); s.clear().add(this); }
        (
            nodeList = ParenthesizedQueryOrCommaList(ExprContext.ACCEPT_NONCURSOR) {
                list.add(new SqlParserUtil.ToTreeListItem(op, s.pos()));
                list.add(nodeList.size() == 1 && nodeList.get(0).isA(SqlKind.QUERY)
                    ? nodeList.get(0)
                    : new SqlNodeList(DuckOperators.values(nodeList), nodeList.getParserPosition()));
            }
        |
            // "x IN list", without parentheses: contains(list, x).
            { list.add(new SqlParserUtil.ToTreeListItem(
                op == SqlStdOperatorTable.IN ? DuckOperators.IN_LIST : DuckOperators.NOT_IN_LIST, s.pos())); }
            AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
        )
    |
        LOOKAHEAD( comp() ( <SOME> | <ANY> | <ALL> ) <LPAREN> )
        kind = comp()
        (
            ( <SOME> | <ANY> ) { op = SqlStdOperatorTable.some(kind); }
        |
            <ALL> { op = SqlStdOperatorTable.all(kind); }
        )
        { checkNonQueryExpression(exprContext); s.clear().add(this); }
        nodeList = ParenthesizedQueryOrCommaList(ExprContext.ACCEPT_NONCURSOR) {
            list.add(new SqlParserUtil.ToTreeListItem(op, s.pos()));
            list.add(nodeList.size() == 1 && nodeList.get(0).isA(SqlKind.QUERY)
                ? nodeList.get(0) : (SqlNode) nodeList);
        }
    |
        LOOKAHEAD(2)
        (
            <NOT> <BETWEEN> { op = SqlStdOperatorTable.NOT_BETWEEN; }
        |
            <BETWEEN> { op = SqlStdOperatorTable.BETWEEN; }
        )
        [ <ASYMMETRIC> ]
        {
            checkNonQueryExpression(exprContext);
            list.add(new SqlParserUtil.ToTreeListItem(op, getPos()));
        }
        AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
    |
        LOOKAHEAD(2)
        (
            <NOT>
            (
                <LIKE> { op = SqlStdOperatorTable.NOT_LIKE; }
            |
                <ILIKE> { op = SqlLibraryOperators.NOT_ILIKE; }
            |
                <SIMILAR> <TO> { op = SqlStdOperatorTable.NOT_SIMILAR_TO; }
            )
        |
            <LIKE> { op = SqlStdOperatorTable.LIKE; }
        |
            <ILIKE> { op = SqlLibraryOperators.ILIKE; }
        |
            <SIMILAR> <TO> { op = SqlStdOperatorTable.SIMILAR_TO; }
        |
            <ESCAPE> { op = SqlStdOperatorTable.ESCAPE; }
        )
        {
            checkNonQueryExpression(exprContext);
            list.add(new SqlParserUtil.ToTreeListItem(op, getPos()));
        }
        AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
    |
        LOOKAHEAD(3)
        op = BinaryRowOperator() {
            checkNonQueryExpression(exprContext);
            list.add(new SqlParserUtil.ToTreeListItem(op, getPos()));
        }
        AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
    |
        LOOKAHEAD(2)
        <COLLATE> {
            checkNonQueryExpression(exprContext);
            list.add(new SqlParserUtil.ToTreeListItem(DuckOperators.COLLATE, getPos()));
        }
        e = CompoundIdentifier() { list.add(DuckOperators.collation((SqlIdentifier) e)); }
    |
        LOOKAHEAD(2)
        op = PostfixRowOperator() {
            checkNonQueryExpression(exprContext);
            list.add(new SqlParserUtil.ToTreeListItem(op, getPos()));
        }
    )*
    { return TextArrows.fold(list); }
}

SqlBinaryOperator BinaryRowOperator() :
{
}
{
    <EQ> { return DuckOperators.EQUALS; }
|   <EQ2> { return DuckOperators.EQUALS; }
|   <GT> { return DuckOperators.GREATER_THAN; }
|   <LT> { return DuckOperators.LESS_THAN; }
|   <LE> { return DuckOperators.LESS_THAN_OR_EQUAL; }
|   <GE> { return DuckOperators.GREATER_THAN_OR_EQUAL; }
|   <NE> { return DuckOperators.NOT_EQUALS; }
|   <NE2> { return DuckOperators.NOT_EQUALS; }
|   <PLUS> { return SqlStdOperatorTable.PLUS; }
|   <MINUS> { return SqlStdOperatorTable.MINUS; }
|   <STAR> { return SqlStdOperatorTable.MULTIPLY; }
|   <SLASH> { return SqlStdOperatorTable.DIVIDE; }
|   <INT_DIV> { return DuckOperators.INTEGER_DIVIDE; }
|   <PERCENT_REMAINDER> { return SqlStdOperatorTable.PERCENT_REMAINDER; }
|   <CARET> { return DuckOperators.CARET; }
|   <POWER_OF> { return DuckOperators.POWER; }
|   <CONCAT> { return DuckOperators.CONCAT; }
|   <AND> { return SqlStdOperatorTable.AND; }
|   <OR> { return SqlStdOperatorTable.OR; }
|   LOOKAHEAD(2) <IS> <DISTINCT> <FROM> { return DuckOperators.IS_DISTINCT_FROM; }
|   LOOKAHEAD(3) <IS> <NOT> <DISTINCT> <FROM> { return DuckOperators.IS_NOT_DISTINCT_FROM; }
|   <AMPERSAND> { return DuckOperators.BIT_AND; }
|   <VERTICAL_BAR> { return DuckOperators.BIT_OR; }
|   <LEFTSHIFT> { return DuckOperators.SHIFT_LEFT; }
|   <RIGHTSHIFT> { return DuckOperators.SHIFT_RIGHT; }
|   <LAMBDA> { return DuckOperators.ARROW; }
|   <TEXT_ARROW> { return DuckOperators.TEXT_ARROW; }
|   <GLOB> { return DuckOperators.GLOB; }
|   <TILDE> { return DuckOperators.symbol("~"); }
|   <NOT_TILDE> { return DuckOperators.symbol("!~"); }
|   <LIKE_SIGN> { return DuckOperators.symbol("~~"); }
|   <NOT_LIKE_SIGN> { return DuckOperators.symbol("!~~"); }
|   <ILIKE_SIGN> { return DuckOperators.symbol("~~*"); }
|   <NOT_ILIKE_SIGN> { return DuckOperators.symbol("!~~*"); }
|   <GLOB_SIGN> { return DuckOperators.symbol("~~~"); }
|   <STARTS_WITH> { return DuckOperators.symbol("^@"); }
|   <HOLDS> { return DuckOperators.symbol("@>"); }
|   <HELD_BY> { return DuckOperators.HELD_BY; }
|   <OVERLAP> { return DuckOperators.symbol("&&"); }
|   <EUCLIDEAN> { return DuckOperators.symbol("<->"); }
|   <COSINE> { return DuckOperators.symbol("<=>"); }
|   LOOKAHEAD(3) <AT> <TIME> <ZONE> { return DuckOperators.AT_TIME_ZONE; }
}

SqlPrefixOperator PrefixRowOperator() :
{
}
{
    <PLUS> { return DuckOperators.POSITIVE; }
|   <MINUS> { return SqlStdOperatorTable.UNARY_MINUS; }
|   <TILDE> { return DuckOperators.BIT_NOT; }
|   <NOT> { return SqlStdOperatorTable.NOT; }
|   <EXISTS> { return SqlStdOperatorTable.EXISTS; }
}

SqlPostfixOperator PostfixRowOperator() :
{
    boolean not = false;
}
{
    <ISNULL> { return SqlStdOperatorTable.IS_NULL; }
|
    <NOTNULL> { return SqlStdOperatorTable.IS_NOT_NULL; }
|
    <NOT> <NULL> { return SqlStdOperatorTable.IS_NOT_NULL; }
|
    <IS> [ <NOT> { not = true; } ]
    (
        <NULL> { return not ? SqlStdOperatorTable.IS_NOT_NULL : SqlStdOperatorTable.IS_NULL; }
    |   <TRUE> { return not ? SqlStdOperatorTable.IS_NOT_TRUE : SqlStdOperatorTable.IS_TRUE; }
    |   <FALSE> { return not ? SqlStdOperatorTable.IS_NOT_FALSE : SqlStdOperatorTable.IS_FALSE; }
    |   <UNKNOWN> { return not ? SqlStdOperatorTable.IS_NOT_NULL : SqlStdOperatorTable.IS_NULL; }
    )
}

/** A leaf, a sub-query, a row or anything in parentheses. */
SqlNode Expression3(ExprContext exprContext) :
{
    final SqlNode e;
    final SqlNodeList list;
    final Span s;
}
{
    // First what most leaves are: the way to them through all keywords is a thousand comparisons long.
    LOOKAHEAD({ Lookahead.isNumber(this) })
    e = UnsignedNumericLiteral() { checkNonQueryExpression(exprContext); return e; }
|
    LOOKAHEAD({ getToken(1).kind == QUOTED_STRING })
    e = StringLiteral() { checkNonQueryExpression(exprContext); return e; }
|
    LOOKAHEAD({ Lookahead.isPlainName(this) })
    e = CompoundIdentifier() { checkNonQueryExpression(exprContext); return e; }
|
    LOOKAHEAD(2)
    <ROW> { s = span(); } list = ParenthesizedQueryOrCommaList(exprContext)
    { return DuckOperators.row(s.end(list), list.getList()); }
|
    list = ParenthesizedQueryOrCommaList(exprContext) {
        return list.size() == 1
            ? list.get(0).clone(list.getParserPosition())
            : DuckOperators.row(list.getParserPosition(), DuckOperators.values(list));
    }
|
    e = AtomicRowExpression() {
        checkNonQueryExpression(exprContext);
        return e;
    }
}

SqlNode AtomicRowExpression() :
{
    final SqlNode e;
}
{
    (
        LOOKAHEAD({ Lookahead.isBitString(this) })
        SimpleIdentifier() <QUOTED_STRING>
        { e = SqlLiteral.createCharString("b" + SqlParserUtil.parseString(token.image), getPos()); }
    |
        <COLUMN_POSITION> { e = new SqlVerbatim(token.image, getPos()); }
    |
        LOOKAHEAD( <TIMESTAMP> <WITH> <TIME> <ZONE> <QUOTED_STRING> | <TIME> <WITH> <TIME> <ZONE> <QUOTED_STRING>
            | SimpleIdentifier() <QUOTED_STRING> )
        e = TypedLiteral()
    |
        e = IntervalExpression()
    |
        e = UnsignedNumericLiteral()
    |
        e = StringLiteral()
    |
        <TRUE> { e = SqlLiteral.createBoolean(true, getPos()); }
    |
        <FALSE> { e = SqlLiteral.createBoolean(false, getPos()); }
    |
        <NULL> { e = SqlLiteral.createNull(getPos()); }
    |
        e = DynamicParam()
    |
        e = CastCall()
    |
        LOOKAHEAD( <EXTRACT> <LPAREN> ( SimpleIdentifier() | <QUOTED_STRING> ) <FROM> )
        e = ExtractCall()
    |
        LOOKAHEAD(2, <POSITION> <LPAREN>, { Lookahead.isPositionIn(this) })
        e = PositionCall()
    |
        LOOKAHEAD(2)
        e = SubstringCall()
    |
        LOOKAHEAD(2)
        e = TrimCall()
    |
        LOOKAHEAD(2)
        e = ArrayExpression()
    |
        e = ListExpression()
    |
        LOOKAHEAD(2)
        e = MapExpression()
    |
        e = StructExpression()
    |
        e = CaseExpression()
    |
        LOOKAHEAD( FunctionName() <LPAREN> )
        e = NamedFunctionCall()
    |
        LOOKAHEAD(1, { getToken(2).kind != DOT })
        e = ContextVariable()
        [
            LOOKAHEAD(2) <LPAREN> <RPAREN>
            { return DuckOperators.call((SqlIdentifier) e, e.getParserPosition(), null, ImmutableList.<SqlNode>of()); }
        ]
    |
        e = CompoundIdentifier()
    )
    { return e; }
}

/** current_date and the like, without parentheses. */
SqlIdentifier ContextVariable() :
{
}
{
    (
        <CURRENT_CATALOG> | <CURRENT_DATE> | <CURRENT_ROLE> | <CURRENT_SCHEMA> | <CURRENT_TIME>
    |   <CURRENT_TIMESTAMP> | <CURRENT_USER> | <LOCALTIME> | <LOCALTIMESTAMP> | <SESSION_USER> | <USER>
    )
    { return new SqlContextName(token.image, getPos()); }
}

/** DATE '2024-01-01', or any type before a string. */
SqlNode TypedLiteral() :
{
    final SqlIdentifier type;
    final Span s;
    String name;
}
{
    (
        LOOKAHEAD( <TIMESTAMP> <WITH> )
        <TIMESTAMP> { s = span(); } <WITH> <TIME> <ZONE> { name = "TIMESTAMPTZ"; }
    |
        LOOKAHEAD( <TIME> <WITH> )
        <TIME> { s = span(); } <WITH> <TIME> <ZONE> { name = "TIMETZ"; }
    |
        type = SimpleIdentifier() { name = type.getSimple(); s = Span.of(type); }
    )
    <QUOTED_STRING>
    { return DuckLiterals.typed(name, SqlParserUtil.parseString(token.image), s.end(this)); }
}

/** INTERVAL '3 days', INTERVAL '90' DAY, INTERVAL 3 DAY, INTERVAL (x) DAY, INTERVAL x DAY. */
SqlNode IntervalExpression() :
{
    final Span s;
    SqlNode e;
    String text = null;
    String unit = null;
    boolean negative = false;
}
{
    <INTERVAL> { s = span(); }
    (
        <QUOTED_STRING> { text = SqlParserUtil.parseString(token.image); }
        [ LOOKAHEAD({ DuckLiterals.isUnit(getToken(1).image) }) unit = IntervalUnit() ]
        { return DuckLiterals.interval(text, unit, s.end(this)); }
    |
        (
            [ <MINUS> { negative = true; } ] e = UnsignedNumericLiteral()
            { if (negative) { e = SqlLiteral.createNegative((SqlNumericLiteral) e, e.getParserPosition()); } }
        |
            <LPAREN> e = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN>
        |
            e = DynamicParam()
        |
            e = CompoundIdentifier()
        )
        [ LOOKAHEAD({ DuckLiterals.isUnit(getToken(1).image) }) unit = IntervalUnit() ]
        {
            if (unit == null) {
                throw generateParseException();
            }
            return DuckLiterals.interval(e, unit, s.end(this));
        }
    )
}

String IntervalUnit() :
{
    final SqlIdentifier id;
}
{
    id = SimpleIdentifier() { return id.getSimple(); }
}

SqlNode CastCall() :
{
    final SqlFunction f;
    final SqlNode e;
    final SqlDataTypeSpec type;
    final Span s;
}
{
    ( <CAST> { f = SqlStdOperatorTable.CAST; } | <TRY_CAST> { f = SqlLibraryOperators.TRY_CAST; } )
    { s = span(); }
    <LPAREN> e = Expression(ExprContext.ACCEPT_SUB_QUERY) <AS> type = DataType() <RPAREN>
    { return f.createCall(s.end(this), e, type); }
}

SqlNode ExtractCall() :
{
    final Span s;
    final SqlIdentifier id;
    final String unit;
    final SqlNode e;
}
{
    <EXTRACT> { s = span(); }
    <LPAREN>
    (
        id = SimpleIdentifier() { unit = id.getSimple(); }
    |
        <QUOTED_STRING> { unit = SqlParserUtil.parseString(token.image); }
    )
    <FROM> e = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN>
    { return DuckLiterals.extract(unit, e, s.end(this)); }
}

SqlNode PositionCall() :
{
    final Span s;
    final SqlNode needle;
    final SqlNode text;
}
{
    <POSITION> { s = span(); }
    <LPAREN> needle = Expression3(ExprContext.ACCEPT_SUB_QUERY)
    <IN> text = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN>
    { return SqlStdOperatorTable.POSITION.createCall(s.end(this), needle, text); }
}

SqlNode SubstringCall() :
{
    final Span s;
    final SqlIdentifier name;
    final List<SqlNode> args = new ArrayList<SqlNode>();
    boolean fromStart = false;
}
{
    <SUBSTRING> { s = span(); name = new SqlIdentifier(token.image, getPos()); }
    <LPAREN> AddExpression(args, ExprContext.ACCEPT_SUB_QUERY)
    [ ( <FROM> | <COMMA> ) AddExpression(args, ExprContext.ACCEPT_SUB_QUERY) ]
    [ ( <FOR> | <COMMA> ) { fromStart = args.size() == 1; } AddExpression(args, ExprContext.ACCEPT_SUB_QUERY) ]
    <RPAREN>
    {
        if (fromStart) {
            args.set(1, DuckLiterals.cast(args.get(1), "INTEGER", getPos()));
            args.add(1, SqlLiteral.createExactNumeric("1", getPos()));
        }
    }
    { return DuckOperators.call(name, s.end(this), null, args); }
}

/** TRIM of the standard, as the functions trim, ltrim and rtrim that DuckDB makes of it. */
SqlNode TrimCall() :
{
    final Span s;
    String name;
    boolean standard = false;
    final SqlParserPos namePos;
    SqlNode e;
    final List<SqlNode> args = new ArrayList<SqlNode>();
}
{
    <TRIM> { s = span(); name = token.image; namePos = getPos(); }
    <LPAREN>
    [
        ( <BOTH> | <LEADING> { name = "ltrim"; } | <TRAILING> { name = "rtrim"; } ) { standard = true; }
    ]
    (
        <FROM> AddExpression(args, ExprContext.ACCEPT_SUB_QUERY) { standard = true; }
    |
        e = Expression(ExprContext.ACCEPT_SUB_QUERY)
        (
            <FROM> AddExpression(args, ExprContext.ACCEPT_SUB_QUERY) { args.add(e); standard = true; }
        |
            { args.add(e); }
            ( <COMMA> AddExpression(args, ExprContext.ACCEPT_SUB_QUERY) )*
        )
    )
    <RPAREN>
    {
        // DuckDB says main.trim for what the standard's syntax means, and names columns after it.
        final List<String> names = standard ? ImmutableList.of("main", name) : ImmutableList.of(name);
        return DuckOperators.call(new SqlIdentifier(names, namePos), s.end(this), null, args);
    }
}

/** ARRAY[1, 2] and ARRAY(SELECT ..). */
SqlNode ArrayExpression() :
{
    final Span s;
    final SqlNode e;
    final SqlNodeList query;
}
{
    <ARRAY> { s = span(); }
    (
        e = ListExpression()
        { return SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR.createCall(s.end(this), ((SqlCall) e).getOperandList()); }
    |
        query = ParenthesizedQueryOrCommaList(ExprContext.ACCEPT_QUERY)
        { return DuckOperators.ARRAY_QUERY.createCall(s.end(this), query.get(0)); }
    )
}

/** [1, 2], or [x + 1 for x, i in list if x > 1]. */
SqlNode ListExpression() :
{
    final Span s;
    final List<SqlNode> items = new ArrayList<SqlNode>();
    final List<SqlNode> names = new ArrayList<SqlNode>();
}
{
    <LBRACKET> { s = span(); }
    [
        AddItem(items)
        (
            <FOR> AddSimpleIdentifiers(names) { items.add(new SqlNodeList(names, SqlParserPos.sum(names))); }
            <IN> AddExpression(items, ExprContext.ACCEPT_SUB_QUERY)
            [
                LOOKAHEAD({ Lookahead.isWord(this, "if") })
                SimpleIdentifier() AddExpression(items, ExprContext.ACCEPT_SUB_QUERY)
            ]
            <RBRACKET>
            { return DuckOperators.COMPREHENSION.createCall(s.end(this), items); }
        |
            ( LOOKAHEAD({ getToken(1).kind == COMMA && getToken(2).kind != RBRACKET })
              <COMMA> AddItem(items) )*
            [ <COMMA> ]
        )
    ]
    <RBRACKET>
    { return DuckOperators.LIST.createCall(s.end(this), items); }
}

SqlNode MapExpression() :
{
    final Span s;
    final List<SqlNode> items = new ArrayList<SqlNode>();
}
{
    <MAP> { s = span(); }
    <LBRACE>
    [ AddMapEntry(items) ( <COMMA> AddMapEntry(items) )* ]
    <RBRACE>
    { return DuckOperators.MAP.createCall(s.end(this), items); }
}

void AddMapEntry(List<SqlNode> items) :
{
}
{
    AddExpression(items, ExprContext.ACCEPT_SUB_QUERY)
    <COLON> AddExpression(items, ExprContext.ACCEPT_SUB_QUERY)
}

SqlNode StructExpression() :
{
    final Span s;
    final List<SqlNode> items = new ArrayList<SqlNode>();
}
{
    <LBRACE> { s = span(); }
    AddStructField(items) ( <COMMA> AddStructField(items) )*
    <RBRACE>
    { return DuckOperators.STRUCT.createCall(s.end(this), items); }
}

void AddStructField(List<SqlNode> items) :
{
    final SqlIdentifier id;
}
{
    (
        <QUOTED_STRING> { items.add(SqlLiteral.createCharString(SqlParserUtil.parseString(token.image), getPos())); }
    |
        id = SimpleIdentifier() { items.add(SqlLiteral.createCharString(id.getSimple(), getPos())); }
    )
    <COLON> AddItem(items)
}

/** An expression, or the columns that stand for several. */
void AddItem(List<SqlNode> items) :
{
    final SqlNode e;
    final SqlParserPos pos;
}
{
    <STAR> { pos = getPos(); } e = NamedFunctionCall()
    { items.add(DuckOperators.UNPACK.createCall(pos.plus(e.getParserPosition()), e)); }
|
    AddExpression(items, ExprContext.ACCEPT_SUB_QUERY)
}

/** A call with all that may stand inside and behind its parentheses. No name is special: date_diff, json_object,
 * listagg and the like are ordinary. */
SqlNode NamedFunctionCall() :
{
    final SqlIdentifier name;
    final Span s;
    SqlLiteral quantifier = null;
    final List<SqlNode> args = new ArrayList<SqlNode>();
    SqlNodeList order = null;
    Pair<SqlParserPos, SqlOperator> nulls = null;
    SqlCall call;
    SqlNode filter;
    SqlNode over;
}
{
    name = FunctionName() { s = Span.of(name); }
    <LPAREN>
    [ quantifier = AllOrDistinct() ]
    [
        LOOKAHEAD({ getToken(1).kind != RPAREN && getToken(1).kind != ORDER })
        AddArg(args, ExprContext.ACCEPT_SUB_QUERY)
        ( <COMMA> AddArg(args, ExprContext.ACCEPT_SUB_QUERY) )*
    ]
    [ order = OrderBy(true) ]
    [ nulls = NullTreatment() ]
    <RPAREN>
    {
        call = DuckOperators.qualifiedCall(name, s.end(this), quantifier, args);
        if (order != null) {
            call = DuckOperators.ORDERED.createCall(s.end(this), call, order);
        }
    }
    [ LOOKAHEAD(2) nulls = NullTreatment() ]
    {
        if (nulls != null) {
            call = DuckOperators.nulls(nulls.right).createCall(s.end(this), call);
        }
    }
    [ LOOKAHEAD(2) call = withinGroup(call) ]
    [
        LOOKAHEAD(2)
        <FILTER> <LPAREN> [ <WHERE> ] filter = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN>
        { call = SqlStdOperatorTable.FILTER.createCall(s.end(this), call, filter); }
    ]
    [
        LOOKAHEAD(2)
        <OVER> ( over = SimpleIdentifier() | over = WindowSpecification() )
        { call = SqlStdOperatorTable.OVER.createCall(s.end(this), call, over); }
    ]
    { return call; }
}

void AddArg0(List<SqlNode> list, ExprContext exprContext) :
{
}
{
    AddArg(list, exprContext)
}

/** An argument: an expression, a star, a lambda, or name := value. */
void AddArg(List<SqlNode> list, ExprContext exprContext) :
{
    SqlIdentifier name = null;
    SqlNode e;
}
{
    [
        LOOKAHEAD({ getToken(2).kind == COLON_EQ || getToken(2).kind == NAMED_ARGUMENT_ASSIGNMENT })
        name = SimpleIdentifier() ( <COLON_EQ> | <NAMED_ARGUMENT_ASSIGNMENT> )
    ]
    (
        e = WordLambda()
    |
        // "x -> 'a'" takes a member of JSON, "x -> x + 1" is a lambda.
        LOOKAHEAD({ Lookahead.isArrowLambda(this) })
        e = ArrowLambda()
    |
        e = SelectExpression()
    )
    { list.add(name == null ? e : DuckOperators.NAMED_ARGUMENT.createCall(Span.of(name).end(e), e, name)); }
}

SqlNode WordLambda() :
{
    final Span s;
    final List<SqlNode> parameters = new ArrayList<SqlNode>();
    final SqlNode body;
}
{
    <LAMBDA_WORD> { s = span(); }
    AddSimpleIdentifiers(parameters) <COLON> body = Expression(ExprContext.ACCEPT_SUB_QUERY)
    { return new SqlDuckLambda(s.end(body), new SqlNodeList(parameters, s.pos()), body, false); }
}

SqlNode ArrowLambda() :
{
    final SqlNodeList parameters;
    final SqlNode body;
    final Span s;
}
{
    parameters = SimpleIdentifierOrListOrEmpty() <LAMBDA> { s = span(); }
    body = Expression(ExprContext.ACCEPT_SUB_QUERY)
    { return new SqlDuckLambda(s.addAll(parameters).end(body), parameters, body, true); }
}

SqlNode StringLiteral() :
{
    final List<SqlLiteral> parts = new ArrayList<SqlLiteral>();
}
{
    (
        <QUOTED_STRING> { parts.add(SqlLiteral.createCharString(SqlParserUtil.parseString(token.image), getPos())); }
    |
        <C_STYLE_ESCAPED_STRING_LITERAL> { parts.add(SqlLiteral.createCharString(DuckLiterals.unescape(token.image), getPos())); }
    |
        // Strings to DuckDB too: x'AA' is 'xAA'.
        <BINARY_STRING_LITERAL> {
            parts.add(SqlLiteral.createCharString(
                "x" + token.image.substring(2, token.image.length() - 1), getPos()));
        }
    |
        <PREFIXED_STRING_LITERAL> {
            if (token.image.charAt(0) == '_') {
                throw generateParseException();
            }
            return DuckLiterals.typed("VARCHAR", SqlParserUtil.parseString(token.image.substring(1)), getPos());
        }
    |
        <DOLLAR_STRING> {
            parts.add(SqlLiteral.createCharString(token.image.substring(2, token.image.length() - 2), getPos()));
        }
    )
    (
        // Strings on successive lines are one string; on one line they are an error.
        LOOKAHEAD({ getToken(1).kind == QUOTED_STRING && getToken(1).beginLine > getToken(0).endLine })
        <QUOTED_STRING> { parts.add(SqlLiteral.createCharString(SqlParserUtil.parseString(token.image), getPos())); }
    )*
    {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        final StringBuilder text = new StringBuilder();
        for (SqlLiteral part : parts) {
            text.append(part.getValueAs(String.class));
        }
        return SqlLiteral.createCharString(text.toString(), SqlParserPos.sum(parts));
    }
}

SqlNumericLiteral UnsignedNumericLiteral() :
{
}
{
    <UNSIGNED_INTEGER_LITERAL> { return SqlLiteral.createExactNumeric(token.image, getPos()); }
|
    <DECIMAL_NUMERIC_LITERAL> { return SqlSourceNumber.exact(token.image, getPos()); }
|
    <APPROX_NUMERIC_LITERAL> { return SqlLiteral.createApproxNumeric(token.image, getPos()); }
|
    <SEPARATED_NUMBER> { return DuckLiterals.separated(token.image, getPos()); }
}

/** ? counts up, $1 names its place, $name the place of its first appearance. */
SqlDynamicParam DynamicParam() :
{
}
{
    <HOOK> { return parameters.next(getPos()); }
|
    <NUMBERED_PARAMETER> { return parameters.numbered(token.image, getPos()); }
|
    <NAMED_PARAMETER> { return parameters.named(token.image, getPos()); }
}

<#-- Statements: what may be a whole text. -->

SqlNode SqlStmt() :
{
    final SqlNode stmt;
}
{
    (
        stmt = ExplainStatement()
    |
        stmt = DescribeStatement()
    |
        stmt = ShowStatement()
    |
        stmt = SetStatement()
    |
        LOOKAHEAD(1)
        stmt = ResetStatement()
    |
        LOOKAHEAD(1)
        stmt = UseStatement()
    |
        LOOKAHEAD(1)
        stmt = TransactionStatement()
    |
        LOOKAHEAD(1)
        stmt = WriteStatement()
    |
        LOOKAHEAD({ Lookahead.isWithChange(this) })
        stmt = WithChange()
    |
        stmt = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    )
    { return stmt; }
}

/** Exactly one statement; a semicolon may end it. */
SqlNode SqlStmtEof() :
{
    final SqlNode stmt;
}
{
    (
        LOOKAHEAD({ Lookahead.beginsRefused(this) })
        {
            final String words = Lookahead.refusedWords(this);
            getNextToken();
            stmt = new SqlRefusedStatement(words, getPos());
            while (getToken(1).kind != EOF) {
                getNextToken();
            }
        }
    |
        stmt = SqlStmt()
    )
    ( <SEMICOLON> )* <EOF>
    { return stmt; }
}

SqlNode ExplainStatement() :
{
    final Span s;
    boolean analyze = false;
    final SqlNode stmt;
}
{
    <EXPLAIN> { s = span(); }
    [ LOOKAHEAD(1) <ANALYZE> { analyze = true; } ]
    stmt = SqlStmt()
    { return new SqlExplainStatement(s.end(stmt), analyze, stmt); }
}

SqlNode DescribeStatement() :
{
    final Span s;
    final boolean summarize;
    SqlNode target;
}
{
    ( ( <DESCRIBE> | <DESC> ) { summarize = false; } | <SUMMARIZE> { summarize = true; } )
    { s = span(); }
    (
        // A name alone is a table; "TABLE t" may be one, or the query of that text: the same rows.
        [ LOOKAHEAD(2) <TABLE> ] target = CompoundIdentifier()
    |
        target = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    )
    { return new SqlDescribeStatement(s.end(target), summarize, target); }
}

SqlNode ShowStatement() :
{
    final Span s;
    final SqlShow.Kind kind;
    SqlIdentifier from = null;
    final SqlIdentifier name;
}
{
    <SHOW> { s = span(); }
    (
        (
            LOOKAHEAD(1) <TABLES> { kind = SqlShow.Kind.TABLES; }
        |
            LOOKAHEAD(2) <ALL> <TABLES> { kind = SqlShow.Kind.ALL_TABLES; }
        |
            <ALL> { kind = SqlShow.Kind.SETTINGS; }
        |
            LOOKAHEAD(1) <SCHEMAS> { kind = SqlShow.Kind.SCHEMAS; }
        |
            LOOKAHEAD(1) <CATALOGS> { kind = SqlShow.Kind.CATALOGS; }
        |
            LOOKAHEAD(1) <DATABASES> { kind = SqlShow.Kind.DATABASES; }
        |
            LOOKAHEAD(1) <COLUMNS> { kind = SqlShow.Kind.COLUMNS; }
        )
        [ ( <FROM> | <IN> ) from = CompoundIdentifier() ]
        {
            if (kind == SqlShow.Kind.COLUMNS && from == null) {
                throw generateParseException();
            }
            return new SqlShow(s.end(this), kind, from);
        }
    |
        LOOKAHEAD( <TIME> <ZONE> ) <TIME> { name = new SqlIdentifier("TimeZone", getPos()); } <ZONE>
        { return new SqlSetting(s.end(this), SqlSetting.Action.SHOW, null, name, null); }
    |
        name = CompoundIdentifier()
        { return new SqlSetting(s.end(this), SqlSetting.Action.SHOW, null, name, null); }
    )
}

/** SET [SESSION | GLOBAL | LOCAL] name = value, also with TO. */
SqlNode SetStatement() :
{
    final Span s;
    String scope = null;
    final SqlIdentifier name;
    final SqlNode value;
}
{
    <SET> { s = span(); }
    [
        LOOKAHEAD( ( <SESSION> | <GLOBAL> | <LOCAL> ) SimpleIdentifier() )
        ( <SESSION> | <GLOBAL> | <LOCAL> ) { scope = token.image.toUpperCase(Locale.ROOT); }
    ]
    (
        LOOKAHEAD( <TIME> <ZONE> ) <TIME> { name = new SqlIdentifier("TimeZone", getPos()); } <ZONE>
        [ <EQ> | LOOKAHEAD(1) <TO> ]
    |
        name = CompoundIdentifier() ( <EQ> | <TO> )
    )
    (
        <ON> { value = new SqlIdentifier("on", getPos()); }
    |
        <DEFAULT_> { value = null; }
    |
        <LOCAL> { value = null; }
    |
        value = Expression(ExprContext.ACCEPT_NON_QUERY)
    )
    {
        return value == null
            ? new SqlSetting(s.end(this), SqlSetting.Action.RESET, scope, name, null)
            : new SqlSetting(s.end(this), SqlSetting.Action.SET, scope, name, value);
    }
}

SqlNode ResetStatement() :
{
    final Span s;
    String scope = null;
    final SqlIdentifier name;
}
{
    <RESET> { s = span(); }
    [
        LOOKAHEAD( ( <SESSION> | <GLOBAL> | <LOCAL> ) SimpleIdentifier() )
        ( <SESSION> | <GLOBAL> | <LOCAL> ) { scope = token.image.toUpperCase(Locale.ROOT); }
    ]
    name = CompoundIdentifier()
    { return new SqlSetting(s.end(this), SqlSetting.Action.RESET, scope, name, null); }
}

SqlNode UseStatement() :
{
    final Span s;
    final SqlIdentifier name;
}
{
    <USE> { s = span(); } name = CompoundIdentifier()
    { return new SqlUse(s.end(this), name); }
}

SqlNode TransactionStatement() :
{
    final SqlTransaction.Action action;
    final Span s;
}
{
    (
        <BEGIN> { s = span(); action = SqlTransaction.Action.BEGIN; }
    |
        <START> { s = span(); action = SqlTransaction.Action.BEGIN; }
    |
        <COMMIT> { s = span(); action = SqlTransaction.Action.COMMIT; }
    |
        <END> { s = span(); action = SqlTransaction.Action.COMMIT; }
    |
        <ROLLBACK> { s = span(); action = SqlTransaction.Action.ROLLBACK; }
    )
    [ LOOKAHEAD(1) <TRANSACTION> | LOOKAHEAD(1) <WORK> ]
    { return new SqlTransaction(s.end(this), action); }
}

<#-- Statements that change rows or tables. Each collects its parts in the order in which they print. -->

SqlNode WriteStatement() :
{
    final SqlNode e;
}
{
    (
        e = InsertStatement()
    |   e = UpdateStatement()
    |   e = DeleteStatement()
    |   e = MergeStatement()
    |   e = TruncateStatement()
    |   e = CreateStatement()
    |   e = DropStatement()
    |   e = AlterStatement()
    )
    { return e; }
}

/** WITH and its tables before a statement that changes rows. */
SqlNode WithChange() :
{
    final SqlNodeList tables;
    final SqlNode e;
}
{
    tables = WithList()
    (
        e = InsertStatement()
    |   e = UpdateStatement()
    |   e = DeleteStatement()
    |   e = MergeStatement()
    )
    { return ((SqlWrite) e).with(tables); }
}

/** A word that is no token of its own. */
void Word(String word) :
{
}
{
    {
        if (!Lookahead.isWord(this, word)) {
            getNextToken();
            throw generateParseException();
        }
        getNextToken();
    }
}

void WriteAlias(SqlWrite.Builder w) :
{
    final SqlIdentifier alias;
}
{
    [
        LOOKAHEAD({ getToken(1).kind == AS || getToken(1).kind == IDENTIFIER || getToken(1).kind == QUOTED_IDENTIFIER })
        [ <AS> ] alias = SimpleIdentifier() { w.words("AS").add(SqlWrite.Role.PLAIN, alias); }
    ]
}

void Assignments(SqlWrite.Builder w) :
{
}
{
    Assignment(w) ( <COMMA> { w.words(","); } Assignment(w) )*
}

void Assignment(SqlWrite.Builder w) :
{
    final SqlIdentifier name;
    final SqlNodeList names;
}
{
    (
        names = ParenthesizedSimpleIdentifierList() { w.columns(names); }
    |
        name = CompoundIdentifier() { w.add(SqlWrite.Role.PLAIN, name); }
    )
    <EQ> { w.words("="); } WriteValue(w)
}

void WriteValue(SqlWrite.Builder w) :
{
    final SqlNode e;
}
{
    <DEFAULT_> { w.words("DEFAULT"); }
|
    e = Expression(ExprContext.ACCEPT_SUB_QUERY) { w.add(SqlWrite.Role.EXPRESSION, e); }
}

void WriteWhere(SqlWrite.Builder w) :
{
    final SqlNode e;
}
{
    [
        <WHERE> e = Expression(ExprContext.ACCEPT_SUB_QUERY)
        { w.words("WHERE").add(SqlWrite.Role.EXPRESSION, e); }
    ]
}

void Returning(SqlWrite.Builder w) :
{
    final List<SqlNode> items = new ArrayList<SqlNode>();
}
{
    [
        LOOKAHEAD({ Lookahead.isWord(this, "returning") })
        Word("returning")
        AddSelectItem(items) ( <COMMA> AddSelectItem(items) )*
        { w.words("RETURNING").add(SqlWrite.Role.EXPRESSION, new SqlNodeList(items, SqlParserPos.sum(items))); }
    ]
}

SqlNode InsertStatement() :
{
    final SqlWrite.Builder w = new SqlWrite.Builder();
    final Span s;
    final SqlIdentifier target;
    SqlNodeList columns;
    final SqlNode query;
    SqlNode e;
}
{
    <INSERT> { s = span(); w.words("INSERT"); }
    [ <OR> ( <REPLACE> { w.words("OR REPLACE"); } | <IGNORE> { w.words("OR IGNORE"); } ) ]
    <INTO> target = CompoundTableIdentifier()
    { w.words("INTO").add(SqlWrite.Role.TARGET, target); }
    [
        <AS> e = SimpleIdentifier() { w.words("AS").add(SqlWrite.Role.PLAIN, e); }
    ]
    [
        LOOKAHEAD(ParenthesizedSimpleIdentifierList())
        columns = ParenthesizedSimpleIdentifierList() { w.columns(columns); }
    ]
    [ <BY> ( <NAME> { w.words("BY NAME"); } | <POSITION> { w.words("BY POSITION"); } ) ]
    (
        <DEFAULT_> <VALUES> { w.words("DEFAULT VALUES"); }
    |
        query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) { w.add(SqlWrite.Role.QUERY, query); }
    )
    [
        LOOKAHEAD(1) <ON> Word("conflict") { w.words("ON CONFLICT"); }
        [ columns = ParenthesizedSimpleIdentifierList() { w.columns(columns); } WriteWhere(w) ]
        Word("do")
        (
            LOOKAHEAD({ Lookahead.isWord(this, "nothing") })
            Word("nothing") { w.words("DO NOTHING"); }
        |
            <UPDATE> <SET> { w.words("DO UPDATE SET"); } Assignments(w) WriteWhere(w)
        )
    ]
    Returning(w)
    { return w.build(SqlWrite.Action.INSERT, s.end(this)); }
}

SqlNode UpdateStatement() :
{
    final SqlWrite.Builder w = new SqlWrite.Builder();
    final Span s;
    final SqlIdentifier target;
    final SqlNode from;
}
{
    <UPDATE> { s = span(); w.words("UPDATE"); }
    target = CompoundTableIdentifier() { w.add(SqlWrite.Role.TARGET, target); }
    WriteAlias(w)
    <SET> { w.words("SET"); } Assignments(w)
    [ <FROM> from = FromClause() { w.words("FROM").add(SqlWrite.Role.TABLE, from); } ]
    WriteWhere(w)
    Returning(w)
    { return w.build(SqlWrite.Action.UPDATE, s.end(this)); }
}

SqlNode DeleteStatement() :
{
    final SqlWrite.Builder w = new SqlWrite.Builder();
    final Span s;
    final SqlIdentifier target;
    final SqlNode from;
}
{
    <DELETE> { s = span(); w.words("DELETE FROM"); }
    <FROM> target = CompoundTableIdentifier() { w.add(SqlWrite.Role.TARGET, target); }
    WriteAlias(w)
    [ <USING> from = FromClause() { w.words("USING").add(SqlWrite.Role.TABLE, from); } ]
    WriteWhere(w)
    Returning(w)
    { return w.build(SqlWrite.Action.DELETE, s.end(this)); }
}

SqlNode TruncateStatement() :
{
    final SqlWrite.Builder w = new SqlWrite.Builder();
    final Span s;
    final SqlIdentifier target;
}
{
    <TRUNCATE> { s = span(); } [ <TABLE> ] target = CompoundTableIdentifier()
    {
        w.words("TRUNCATE").add(SqlWrite.Role.TARGET, target);
        return w.build(SqlWrite.Action.TRUNCATE, s.end(this));
    }
}

SqlNode MergeStatement() :
{
    final SqlWrite.Builder w = new SqlWrite.Builder();
    final Span s;
    final SqlIdentifier target;
    final SqlNode from;
    final SqlNode e;
    final SqlNodeList columns;
}
{
    <MERGE> { s = span(); } <INTO> target = CompoundTableIdentifier()
    { w.words("MERGE INTO").add(SqlWrite.Role.TARGET, target); }
    WriteAlias(w)
    <USING> from = TableRef1(ExprContext.ACCEPT_QUERY) { w.words("USING").add(SqlWrite.Role.TABLE, from); }
    (
        <ON> e = Expression(ExprContext.ACCEPT_SUB_QUERY) { w.words("ON").add(SqlWrite.Role.EXPRESSION, e); }
    |
        <USING> columns = ParenthesizedSimpleIdentifierList() { w.words("USING").columns(columns); }
    )
    ( MergeBranch(w) )+
    Returning(w)
    { return w.build(SqlWrite.Action.MERGE, s.end(this)); }
}

void MergeBranch(SqlWrite.Builder w) :
{
    SqlNode e;
    SqlNodeList columns;
}
{
    <WHEN> { w.words("WHEN"); } [ <NOT> { w.words("NOT"); } ] <MATCHED> { w.words("MATCHED"); }
    [ <BY> ( <SOURCE> { w.words("BY SOURCE"); } | { Word("target"); w.words("BY TARGET"); } ) ]
    [ <AND> e = Expression(ExprContext.ACCEPT_SUB_QUERY) { w.words("AND").add(SqlWrite.Role.EXPRESSION, e); } ]
    <THEN> { w.words("THEN"); }
    (
        <UPDATE> { w.words("UPDATE"); }
        [ <SET> { w.words("SET"); } Assignments(w) | <BY> <NAME> { w.words("BY NAME"); } ]
    |
        <DELETE> { w.words("DELETE"); }
    |
        <INSERT> { w.words("INSERT"); }
        [ columns = ParenthesizedSimpleIdentifierList() { w.columns(columns); } ]
        [
            <BY> <NAME> { w.words("BY NAME"); }
        |
            <VALUES> <LPAREN> { w.words("VALUES ("); } WriteValue(w)
            ( <COMMA> { w.words(","); } WriteValue(w) )* <RPAREN> { w.words(")"); }
        ]
    |
        LOOKAHEAD({ Lookahead.isWord(this, "do") })
        { Word("do"); Word("nothing"); w.words("DO NOTHING"); }
    |
        <ERROR> { w.words("ERROR"); }
        [
            LOOKAHEAD({ getToken(1).kind != WHEN && getToken(1).kind != EOF && getToken(1).kind != SEMICOLON
                && !Lookahead.isWord(this, "returning") })
            e = Expression(ExprContext.ACCEPT_SUB_QUERY) { w.add(SqlWrite.Role.EXPRESSION, e); }
        ]
    )
}

SqlNode CreateStatement() :
{
    final SqlWrite.Builder w = new SqlWrite.Builder();
    final Span s;
    final SqlNode e;
    String words = "CREATE";
}
{
    <CREATE> { s = span(); } [ <OR> <REPLACE> { words = "CREATE OR REPLACE"; } ]
    (
        // TEMP is no token of its own.
        LOOKAHEAD({ Lookahead.isWord(this, "temp") || Lookahead.isWord(this, "temporary") })
        ( <TEMPORARY> | <IDENTIFIER> )
        (
            <TABLE> { w.words(words + " TABLE"); } e = CreateTable(w, s, SqlWrite.Role.FRESH_OF_SESSION)
        |
            <VIEW> e = TemporaryView(s, words)
        )
    |
        <TABLE> { w.words(words + " TABLE"); } e = CreateTable(w, s, SqlWrite.Role.FRESH)
    |
        <VIEW> { w.words(words + " VIEW"); } e = CreateView(w, s)
    |
        <SCHEMA> { w.words(words + " SCHEMA"); } e = CreateSchema(w, s)
    )
    { return e; }
}

void IfNotExists(SqlWrite.Builder w) :
{
}
{
    [
        LOOKAHEAD({ Lookahead.isWord(this, "if") && getToken(2).kind == NOT })
        { Word("if"); } <NOT> <EXISTS> { w.words("IF NOT EXISTS"); }
    ]
}

boolean IfExists(SqlWrite.Builder w) :
{
}
{
    LOOKAHEAD({ Lookahead.isWord(this, "if") && getToken(2).kind == EXISTS })
    { Word("if"); } <EXISTS> { w.words("IF EXISTS"); return true; }
|
    { return false; }
}

SqlNode CreateTable(SqlWrite.Builder w, Span s, SqlWrite.Role role) :
{
    final SqlIdentifier name;
    SqlNodeList columns;
    SqlNode query;
}
{
    IfNotExists(w)
    name = CompoundTableIdentifier() { w.add(role, name); }
    (
        LOOKAHEAD( ParenthesizedSimpleIdentifierList() <AS> )
        columns = ParenthesizedSimpleIdentifierList() { w.columns(columns); }
    |
        <LPAREN> { w.words("("); } TableElement(w) ( <COMMA> { w.words(","); } TableElement(w) )* <RPAREN>
        { w.words(")"); return w.build(SqlWrite.Action.CREATE_TABLE, s.end(this)); }
    |
        {}
    )
    <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) { w.words("AS").add(SqlWrite.Role.QUERY, query); }
    [ <WITH> { w.words("WITH"); } [ <NO> { w.words("NO"); } ] <DATA> { w.words("DATA"); } ]
    { return w.build(SqlWrite.Action.CREATE_TABLE, s.end(this)); }
}

void TableElement(SqlWrite.Builder w) :
{
}
{
    LOOKAHEAD( [ <CONSTRAINT> SimpleIdentifier() ] ( <PRIMARY> <KEY> | ( <UNIQUE> | <CHECK> ) <LPAREN> ) )
    TableConstraint(w)
|
    ColumnDefinition(w)
}

void TableConstraint(SqlWrite.Builder w) :
{
    SqlNodeList columns;
    SqlNode e;
}
{
    ConstraintName(w)
    (
        <PRIMARY> <KEY> columns = ParenthesizedSimpleIdentifierList() { w.words("PRIMARY KEY").columns(columns); }
    |
        <UNIQUE> columns = ParenthesizedSimpleIdentifierList() { w.words("UNIQUE").columns(columns); }
    |
        <CHECK> <LPAREN> e = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN>
        { w.words("CHECK (").add(SqlWrite.Role.EXPRESSION, e).words(")"); }
    )
}

void ConstraintName(SqlWrite.Builder w) :
{
    final SqlNode name;
}
{
    [
        LOOKAHEAD(1)
        <CONSTRAINT> name = SimpleIdentifier() { w.words("CONSTRAINT").add(SqlWrite.Role.PLAIN, name); }
    ]
}

void ColumnDefinition(SqlWrite.Builder w) :
{
    final SqlIdentifier name;
    final SqlDataTypeSpec type;
}
{
    name = SimpleIdentifier() type = DataType()
    { w.add(SqlWrite.Role.PLAIN, name).add(SqlWrite.Role.PLAIN, type); }
    ( ColumnConstraint(w) )*
}

void ColumnConstraint(SqlWrite.Builder w) :
{
    SqlNode e;
}
{
    <CONSTRAINT> e = SimpleIdentifier() { w.words("CONSTRAINT").add(SqlWrite.Role.PLAIN, e); } ColumnConstraint(w)
|   <NOT> <NULL> { w.words("NOT NULL"); }
|   <NULL> { w.words("NULL"); }
|   <PRIMARY> <KEY> { w.words("PRIMARY KEY"); }
|   <UNIQUE> { w.words("UNIQUE"); }
|   <DEFAULT_> e = Expression3(ExprContext.ACCEPT_SUB_QUERY)
    { w.words("DEFAULT (").add(SqlWrite.Role.EXPRESSION, e).words(")"); }
|   <CHECK> <LPAREN> e = Expression(ExprContext.ACCEPT_SUB_QUERY) <RPAREN>
    { w.words("CHECK (").add(SqlWrite.Role.EXPRESSION, e).words(")"); }
|   <COLLATE> e = CompoundIdentifier() { w.words("COLLATE").add(SqlWrite.Role.PLAIN, e); }
}

SqlNode CreateView(SqlWrite.Builder w, Span s) :
{
    final SqlIdentifier name;
    SqlNodeList columns;
    final SqlNode query;
}
{
    IfNotExists(w)
    name = CompoundTableIdentifier() { w.add(SqlWrite.Role.FRESH, name); }
    [ columns = ParenthesizedSimpleIdentifierList() { w.columns(columns); } ]
    <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    {
        w.words("AS").add(SqlWrite.Role.QUERY, query);
        return w.build(SqlWrite.Action.CREATE_VIEW, s.end(this));
    }
}

SqlNode TemporaryView(Span s, String words) :
{
    SqlTemporaryView.Mode mode =
        words.equals("CREATE") ? SqlTemporaryView.Mode.NEW : SqlTemporaryView.Mode.REPLACE;
    final SqlIdentifier name;
    SqlNodeList columns = SqlNodeList.EMPTY;
    final Token first;
    final SqlNode query;
}
{
    [
        LOOKAHEAD({ mode == SqlTemporaryView.Mode.NEW && Lookahead.isWord(this, "if") && getToken(2).kind == NOT })
        { Word("if"); } <NOT> <EXISTS> { mode = SqlTemporaryView.Mode.IF_ABSENT; }
    ]
    name = CompoundTableIdentifier()
    [ columns = ParenthesizedSimpleIdentifierList() ]
    <AS> { first = getToken(1); }
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    {
        return new SqlTemporaryView(
            s.end(this), mode, name, columns, query, SqlTemporaryView.text(first, token));
    }
}

SqlNode CreateSchema(SqlWrite.Builder w, Span s) :
{
    final SqlIdentifier name;
}
{
    IfNotExists(w)
    name = CompoundIdentifier()
    {
        w.add(SqlWrite.Role.SCHEMA, name);
        return w.build(SqlWrite.Action.CREATE_SCHEMA, s.end(this));
    }
}

SqlNode DropStatement() :
{
    final SqlWrite.Builder w = new SqlWrite.Builder();
    final Span s;
    final SqlWrite.Action action;
    final SqlIdentifier name;
    final boolean ifExists;
}
{
    <DROP> { s = span(); }
    (
        <TABLE> { action = SqlWrite.Action.DROP_TABLE; w.words("DROP TABLE"); }
    |   <VIEW> { action = SqlWrite.Action.DROP_VIEW; w.words("DROP VIEW"); }
    |   <SCHEMA> { action = SqlWrite.Action.DROP_SCHEMA; w.words("DROP SCHEMA"); }
    )
    ifExists = IfExists(w)
    name = CompoundTableIdentifier()
    {
        w.add(action == SqlWrite.Action.DROP_SCHEMA ? SqlWrite.Role.SCHEMA
            : ifExists ? SqlWrite.Role.TARGET_IF_EXISTS : SqlWrite.Role.TARGET, name);
    }
    [ <CASCADE> { w.words("CASCADE"); } | <RESTRICT> { w.words("RESTRICT"); } ]
    { return w.build(action, s.end(this)); }
}

SqlNode AlterStatement() :
{
    final SqlWrite.Builder w = new SqlWrite.Builder();
    final Span s;
    final SqlIdentifier target;
    final boolean ifExists;
    SqlWrite.Action action = SqlWrite.Action.ALTER_TABLE;
    SqlIdentifier name;
}
{
    <ALTER> <TABLE> { s = span(); w.words("ALTER TABLE"); }
    ifExists = IfExists(w)
    target = CompoundTableIdentifier()
    { w.add(ifExists ? SqlWrite.Role.TARGET_IF_EXISTS : SqlWrite.Role.TARGET, target); }
    (
        LOOKAHEAD( <ADD> [ <CONSTRAINT> SimpleIdentifier() ] <PRIMARY> <KEY> )
        <ADD> { w.words("ADD"); } TableConstraint(w)
    |
        <ADD> { w.words("ADD COLUMN"); } [ LOOKAHEAD(2) <COLUMN> ] IfNotExists(w) ColumnDefinition(w)
    |
        <DROP> { w.words("DROP COLUMN"); } [ LOOKAHEAD(2) <COLUMN> ] IfExists(w)
        name = SimpleIdentifier() { w.add(SqlWrite.Role.PLAIN, name); }
        [ <CASCADE> { w.words("CASCADE"); } | <RESTRICT> { w.words("RESTRICT"); } ]
    |
        <RENAME>
        (
            LOOKAHEAD({ getToken(1).kind == TO })
            <TO> name = SimpleIdentifier()
            { w.words("RENAME TO").add(SqlWrite.Role.RENAMED, name); action = SqlWrite.Action.RENAME_TABLE; }
        |
            [ LOOKAHEAD(2) <COLUMN> ] name = SimpleIdentifier() { w.words("RENAME COLUMN").add(SqlWrite.Role.PLAIN, name); }
            <TO> name = SimpleIdentifier() { w.words("TO").add(SqlWrite.Role.PLAIN, name); }
        )
    |
        <ALTER> [ LOOKAHEAD(2) <COLUMN> ] name = SimpleIdentifier()
        { w.words("ALTER COLUMN").add(SqlWrite.Role.PLAIN, name); }
        AlterColumn(w)
    )
    { return w.build(action, s.end(this)); }
}

void AlterColumn(SqlWrite.Builder w) :
{
    SqlDataTypeSpec type;
    SqlNode e;
}
{
    (
        LOOKAHEAD( <SET> <NOT> <NULL> ) <SET> <NOT> <NULL> { w.words("SET NOT NULL"); }
    |
        LOOKAHEAD( <DROP> <NOT> <NULL> ) <DROP> <NOT> <NULL> { w.words("DROP NOT NULL"); }
    |
        LOOKAHEAD( <DROP> <DEFAULT_> ) <DROP> <DEFAULT_> { w.words("DROP DEFAULT"); }
    |
        LOOKAHEAD( <SET> <DEFAULT_> ) <SET> <DEFAULT_> e = Expression(ExprContext.ACCEPT_SUB_QUERY)
        { w.words("SET DEFAULT").add(SqlWrite.Role.EXPRESSION, e); }
    |
        [ <SET> <DATA> ] <TYPE> type = DataType() { w.words("SET DATA TYPE").add(SqlWrite.Role.PLAIN, type); }
        [ <USING> e = Expression(ExprContext.ACCEPT_SUB_QUERY) { w.words("USING").add(SqlWrite.Role.EXPRESSION, e); } ]
    )
}

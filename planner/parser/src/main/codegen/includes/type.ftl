<#-- Types: names with arguments, STRUCT, MAP, lists and arrays. -->

SqlDataTypeSpec DataType() :
{
    SqlTypeNameSpec type;
    String name;
    SqlIdentifier id;
    final Span s = Span.of();
    int length;
    final List<Integer> args = new ArrayList<Integer>();
    final List<SqlIdentifier> fields = new ArrayList<SqlIdentifier>();
    final List<SqlDataTypeSpec> types = new ArrayList<SqlDataTypeSpec>();
    final List<SqlNode> members = new ArrayList<SqlNode>();
    SqlDataTypeSpec part;
}
{
    (
        LOOKAHEAD(2)
        ( <STRUCT> | <ROW> ) { s.add(this); } <LPAREN>
        id = SimpleIdentifier() part = DataType() { fields.add(id); types.add(part); }
        ( <COMMA> id = SimpleIdentifier() part = DataType() { fields.add(id); types.add(part); } )*
        <RPAREN>
        { type = DuckTypes.struct(fields, types, s.end(this)); }
    |
        LOOKAHEAD(2)
        <UNION> { s.add(this); } <LPAREN>
        id = SimpleIdentifier() part = DataType() { fields.add(id); types.add(part); }
        ( <COMMA> id = SimpleIdentifier() part = DataType() { fields.add(id); types.add(part); } )*
        <RPAREN>
        { type = DuckTypes.union(fields, types, s.end(this)); }
    |
        LOOKAHEAD(3, <IDENTIFIER> <LPAREN> <QUOTED_STRING>, { Lookahead.isWord(this, "enum") })
        SimpleIdentifier() { s.add(this); } <LPAREN>
        <QUOTED_STRING> { members.add(SqlLiteral.createCharString(SqlParserUtil.parseString(token.image), getPos())); }
        ( <COMMA> <QUOTED_STRING> { members.add(SqlLiteral.createCharString(SqlParserUtil.parseString(token.image), getPos())); } )*
        <RPAREN>
        { type = DuckTypes.enumeration(members, s.end(this)); }
    |
        LOOKAHEAD(2)
        <MAP> { s.add(this); } <LPAREN>
        part = DataType() { types.add(part); } <COMMA> part = DataType() { types.add(part); }
        <RPAREN>
        { type = DuckTypes.map(types.get(0), types.get(1), s.end(this)); }
    |
        LOOKAHEAD(2)
        <DOUBLE> { s.add(this); } <PRECISION> { type = DuckTypes.named("DOUBLE", args, s.end(this)); }
    |
        LOOKAHEAD(2)
        ( <CHARACTER> | <CHAR> ) { s.add(this); } <VARYING> [ LOOKAHEAD(2) TypeArguments(args) ]
        { type = DuckTypes.named("VARCHAR", args, s.end(this)); }
    |
        LOOKAHEAD( <TIMESTAMP> | <TIME> )
        ( <TIMESTAMP> { name = "TIMESTAMP"; } | <TIME> { name = "TIME"; } ) { s.add(this); }
        [ LOOKAHEAD(2) TypeArguments(args) ]
        [
            LOOKAHEAD( <WITH> <TIME> <ZONE> ) <WITH> <TIME> <ZONE> { name = name + "TZ"; }
        |
            LOOKAHEAD( <WITHOUT> <TIME> <ZONE> ) <WITHOUT> <TIME> <ZONE>
        ]
        { type = DuckTypes.named(name, args, s.end(this)); }
    |
        <INTERVAL> { s.add(this); type = DuckTypes.named("INTERVAL", args, s.end(this)); }
    |
        id = CompoundIdentifier() { s.add(id); }
        [ LOOKAHEAD( <LPAREN> <UNSIGNED_INTEGER_LITERAL> ) TypeArguments(args) ]
        { type = id.isSimple() ? DuckTypes.named(id.getSimple(), args, s.end(this))
            : new SqlUserDefinedTypeNameSpec(id, s.end(this)); }
    )
    (
        LOOKAHEAD(2)
        <LBRACKET> { length = -1; } [ length = UnsignedIntLiteral() ] <RBRACKET>
        { type = new SqlListTypeNameSpec(type, length, s.end(this)); }
    |
        LOOKAHEAD( <ARRAY> )
        <ARRAY> { type = new SqlListTypeNameSpec(type, -1, s.end(this)); }
    )*
    { return new SqlDataTypeSpec(type, s.end(this)); }
}

void TypeArguments(List<Integer> args) :
{
    int arg;
}
{
    <LPAREN>
    arg = UnsignedIntLiteral() { args.add(arg); }
    ( <COMMA> arg = UnsignedIntLiteral() { args.add(arg); } )*
    <RPAREN>
}

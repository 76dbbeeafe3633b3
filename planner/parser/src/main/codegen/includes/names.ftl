<#--
  Words as names. Calcite's production tries its six hundred words one after the other, and it is asked wherever a
  name may stand: behind each item of a SELECT list, behind each table. Here one look at the token tells which
  chunk has it, if any has. Chunks, because javac cannot take all words as one choice.
-->
<#assign chunks = ((parser.nonReservedKeywords!default.parser.nonReservedKeywords)
    + (parser.nonReservedKeywordsToAdd!default.parser.nonReservedKeywordsToAdd))?chunk(25)>
/** A word of the grammar in the place of a name. */
String NonReservedKeyWord() :
{
}
{
    (
<#list chunks as words>
    <#if words?index gt 0>|</#if>
        LOOKAHEAD({ chunkOfName(getToken(1)) == ${words?index} })
        NonReservedKeyWord${words?index}()
</#list>
    )
    {
        return unquotedIdentifier();
    }
}

<#list chunks as words>
/** @see #NonReservedKeyWord */
void NonReservedKeyWord${words?index}() :
{
}
{
    (
    <#list words as word>
        <#if word?index gt 0>|</#if>
        LOOKAHEAD(1)
        <${word}>
    </#list>
    )
}

</#list>
/** A part of a name. What begins an expression of its own is a name elsewhere, but not before parentheses. */
void AddIdentifierSegment(List<String> names, List<SqlParserPos> positions) :
{
}
{
    LOOKAHEAD({ Lookahead.isContextWord(this) })
    (
        <CURRENT_CATALOG> | <CURRENT_DATE> | <CURRENT_ROLE> | <CURRENT_SCHEMA> | <CURRENT_TIME>
    |   <CURRENT_TIMESTAMP> | <CURRENT_USER> | <LOCALTIME> | <LOCALTIMESTAMP> | <SESSION_USER> | <USER>
    )
    {
        names.add(token.image);
        if (positions != null) {
            // Else it would print as the function.
            positions.add(getPos().withQuoting(true));
        }
    }
|
    CoreAddIdentifierSegment(names, positions)
}

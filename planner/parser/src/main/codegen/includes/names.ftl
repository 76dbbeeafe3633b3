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

    /** Which of the productions NonReservedKeyWord0, 1, ... reads a token; -1 if none does. */
    private static int chunkOfName(Token token) {
        switch (token.kind) {
<#list ((parser.nonReservedKeywords!default.parser.nonReservedKeywords)
        + (parser.nonReservedKeywordsToAdd!default.parser.nonReservedKeywordsToAdd))?chunk(25) as words>
        <#list words as word>case ${word}: </#list>return ${words?index};
</#list>
        default: return -1;
        }
    }


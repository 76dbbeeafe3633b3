<#-- '{d: 1}' is a struct, not a JDBC date: the tokens of JDBC exist (productions of Calcite name them) but match no text. -->
|   < LBRACE_D: "\u0001{d" >
|   < LBRACE_T: "\u0001{t" >
|   < LBRACE_TS: "\u0001{ts" >
|   < LBRACE_FN: "\u0001{fn" >
|   < LBRACE: "{" >
|   < RBRACE: "}" >

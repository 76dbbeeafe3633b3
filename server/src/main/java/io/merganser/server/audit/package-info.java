/// What happens into the audit trail: logins and statements become records
/// ([AuditListener][io.merganser.server.audit.AuditListener]), which are written behind their backs
/// ([AuditWriter][io.merganser.server.audit.AuditWriter]).
@NullMarked
package io.merganser.server.audit;

import org.jspecify.annotations.NullMarked;

/// Who did what, kept for those who have to know. Read
/// [AuditTrail][io.merganser.catalog.audit.AuditTrail], which takes and finds
/// [AuditRecord][io.merganser.catalog.audit.AuditRecord]s.
@NullMarked
package io.merganser.catalog.audit;

import org.jspecify.annotations.NullMarked;

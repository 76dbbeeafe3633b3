-- Whom a database lets in: lists of quoted names with commas between. NULL is no list; two of those
-- let everybody of the tenant in.

ALTER TABLE tenant_databases ADD COLUMN allow_users TEXT;
ALTER TABLE tenant_databases ADD COLUMN allow_groups TEXT;

-- The newest entry of a name is looked up whenever a site is asked whether it is ready.
CREATE INDEX audit_name ON audit (name);

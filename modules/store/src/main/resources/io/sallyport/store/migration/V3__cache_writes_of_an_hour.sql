-- A cache that is kept for an hour is written at a price of its own; the tokens are a part of
-- cache_write_tokens.
alter table trace add column cache_write_hour_tokens bigint default 0 not null;

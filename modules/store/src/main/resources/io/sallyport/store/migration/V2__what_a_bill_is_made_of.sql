-- Tokens written to a cache have a price of their own, and a price list has a version: with both, a
-- trace explains its own bill.
alter table trace add column cache_write_tokens bigint default 0 not null;
alter table trace add column tariff_version varchar(400);

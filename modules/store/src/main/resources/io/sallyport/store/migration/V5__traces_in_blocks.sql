-- The traces of a batch, packed together into one row (ADR 0017); the program moves what stands in
-- trace and trace_attempt here when it opens the database. Ids are kept as their UTF-8 bytes, which
-- both engines order alike.
create table trace_block (
    block_id         uuid    not null,
    trace_count      integer not null,
    first_started_at timestamp(6) with time zone not null,
    last_started_at  timestamp(6) with time zone not null,
    ids_start_with   bytea   not null,
    lowest_trace_id  bytea   not null,
    highest_trace_id bytea   not null,
    packed           bytea   not null,
    constraint trace_block_pk primary key (block_id)
);

-- Both say enough to pass over a block without reading it.
create index trace_block_by_time on trace_block (last_started_at, block_id, first_started_at);
-- The generator of the jOOQ classes takes bytea for a blob, which has no index.
-- [jooq ignore start]
create index trace_block_by_id on trace_block (ids_start_with, highest_trace_id, block_id, lowest_trace_id);
-- [jooq ignore stop]

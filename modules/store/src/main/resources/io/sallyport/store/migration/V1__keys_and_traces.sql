-- Names are unquoted, lower case and never a reserved word (ReservedWordTest), so that the same
-- text and the same generated code run on H2 and on PostgreSQL.

-- Virtual keys: never the secret, only its keyed hash.
create table slp_key (
    key_id          varchar(64)   not null,
    organisation_id varchar(200)  not null,
    key_name        varchar(200)  not null,
    key_kind        varchar(20)   not null,
    key_hmac        varchar(64)   not null,
    created_at      timestamp(6) with time zone not null,
    expires_at      timestamp(6) with time zone,
    revoked_at      timestamp(6) with time zone,
    constraint slp_key_pk primary key (key_id)
);

-- What a key may ask for; a key without a row here may ask for every model.
create table slp_key_grant (
    key_id     varchar(64)  not null,
    model_name varchar(300) not null,
    constraint slp_key_grant_pk primary key (key_id, model_name),
    constraint slp_key_grant_fk foreign key (key_id) references slp_key (key_id)
);

-- One row: grows with every change of any key, in the transaction of the change.
create table key_version (
    version_id   integer not null,
    change_count bigint  not null,
    constraint key_version_pk primary key (version_id)
);

insert into key_version (version_id, change_count) values (1, 0);

-- H2 counts a character outside the basic plane twice, so names have twice their room.
-- One row for each exchange, without content. Money is in nano-USD, durations are in microseconds.
create table trace (
    trace_id            varchar(64)  not null,
    started_at          timestamp(6) with time zone not null,
    duration_micros     bigint       not null,
    key_id              varchar(400),
    organisation_id     varchar(400),
    dialect             varchar(40),
    requested_model     varchar(400),
    served_model        varchar(400),
    served_deployment   varchar(400),
    streaming           boolean      not null,
    strategy            varchar(40),
    reason              varchar(1000),
    ending              varchar(40)  not null,
    rejection           varchar(400),
    input_tokens        bigint       not null,
    cached_input_tokens bigint       not null,
    output_tokens       bigint       not null,
    reasoning_tokens    bigint       not null,
    billed_nano_usd     bigint       not null,
    at_risk_nano_usd    bigint       not null,
    ttft_micros         bigint,
    constraint trace_pk primary key (trace_id)
);

create index trace_by_start on trace (started_at, trace_id);

-- The attempts of a trace, in order.
create table trace_attempt (
    trace_id          varchar(64)  not null,
    attempt_number    integer      not null,
    deployment        varchar(400) not null,
    outcome           varchar(40)  not null,
    http_status       integer,
    started_at        timestamp(6) with time zone not null,
    first_byte_micros bigint,
    duration_micros   bigint       not null,
    input_tokens      bigint       not null,
    output_tokens     bigint       not null,
    estimated         boolean      not null,
    constraint trace_attempt_pk primary key (trace_id, attempt_number),
    constraint trace_attempt_fk foreign key (trace_id) references trace (trace_id)
);

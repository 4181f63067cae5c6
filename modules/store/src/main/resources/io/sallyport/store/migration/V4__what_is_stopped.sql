-- What an administrator has stopped: a provider or a model by its name, a key by its id.
create table stop_order (
    stop_kind  varchar(20)  not null,
    stop_name  varchar(400) not null,
    stopped_at timestamp(6) with time zone not null,
    constraint stop_order_pk primary key (stop_kind, stop_name)
);

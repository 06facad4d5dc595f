-- In a schema of its own (tasks_api), so that it can share a database with Better Auth and the other examples.

create table users (
    id            uuid primary key default gen_random_uuid(),
    email         varchar(254) not null unique check (email = lower(email)),
    name          varchar(100),
    password_hash text not null,
    created_at    timestamptz not null default now()
);

create table tasks (
    id          uuid primary key default gen_random_uuid(),
    user_id     uuid not null references users (id) on delete cascade,
    title       varchar(200) not null,
    description varchar(2000),
    completed   boolean not null default false,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now()
);

create index idx_tasks_user_id on tasks (user_id, created_at);

-- What was logged out and has not yet expired by itself.
create table revoked_tokens (
    jti        uuid primary key,
    expires_at timestamptz not null
);

create index idx_revoked_tokens_expires_at on revoked_tokens (expires_at);

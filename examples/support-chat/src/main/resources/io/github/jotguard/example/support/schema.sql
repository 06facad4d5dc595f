-- In a schema of its own, beside Better Auth's tables, which must be there already: a conversation goes with its user.
create schema if not exists support_chat;

create table if not exists support_chat.messages (
    id         bigint generated always as identity primary key,
    user_id    text not null references "user" ("id") on delete cascade,
    role       text not null check (role in ('user', 'assistant')),
    text       varchar(4000) not null,
    created_at timestamptz not null default now()
);

create index if not exists idx_messages_user_id on support_chat.messages (user_id, id);

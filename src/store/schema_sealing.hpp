#pragma once

#include <array>

#include "store/migrate.hpp"

namespace suncrew::store {

/// The steps that seal what is personal: the keys, room for ciphertext, and what finds it again. Where a step
/// has nothing to do on SQLite, whose texts have no limit, it drops a view that is not there.
inline constexpr std::array sealing_migrations{
    Migration{73, "service_keys",
              Sql{R"(create table if not exists service_keys (
                       purpose text not null,
                       version integer not null,
                       key_id text not null,
                       wrapped blob not null,
                       primary key (purpose, version)) strict, without rowid)",
                  R"(create table if not exists service_keys (
                       purpose varchar(20) not null,
                       version int not null,
                       key_id varchar(400) not null,
                       wrapped blob not null,
                       primary key (purpose, version)))"}},
    Migration{74, "data_keys",
              Sql{R"(create table if not exists data_keys (
                       subject blob primary key not null,
                       version integer not null,
                       wrapping integer not null,
                       wrapped blob not null) strict, without rowid)",
                  R"(create table if not exists data_keys (
                       subject binary(16) primary key,
                       version int not null,
                       wrapping int not null,
                       wrapped varbinary(100) not null))"}},
    Migration{75, "data_keys_by_wrapping", Sql{"create index data_keys_by_wrapping on data_keys (wrapping)"}},
    Migration{76, "orders_position", Sql{"alter table orders add column position text"}},
    Migration{77, "orders_room",
              Sql{"drop view if exists nothing_to_do",
                  R"(alter table orders modify contact_name text not null, modify contact_phone text not null,
                       modify street text not null, modify postcode text not null, modify note text,
                       modify rating_comment text)"}},
    Migration{78, "quotes_position", Sql{"alter table quotes add column position text"}},
    Migration{79, "order_moves_room",
              Sql{"drop view if exists nothing_to_do", "alter table order_moves modify note text"}},
    Migration{80, "offers_room",
              Sql{"drop view if exists nothing_to_do", "alter table offers modify reason text"}},
    Migration{81, "outbox_room",
              Sql{"drop index if exists outbox_of_recipient",
                  "alter table outbox drop index outbox_of_recipient, modify recipient text not null,"
                  " modify subject text not null, modify body mediumtext not null"}},
    Migration{82, "outbox_recipient_index",
              Sql{"alter table outbox add column recipient_index blob",
                  "alter table outbox add column recipient_index binary(32)"}},
    Migration{83, "outbox_by_recipient",
              Sql{"create index outbox_by_recipient on outbox (recipient_index, created_at)"}},
    Migration{84, "quotes_subject",
              Sql{"alter table quotes add column subject blob",
                  "alter table quotes add column subject binary(16)"}},
    Migration{
        85, "quotes_room",
        Sql{"drop view if exists nothing_to_do", "alter table quotes modify document mediumtext not null"}},
    Migration{
        86, "totps_room",
        Sql{"drop view if exists nothing_to_do",
            "alter table totps modify secret varbinary(400) not null, modify pending_secret varbinary(400)"}},
    Migration{87, "accounts_email_index",
              Sql{"alter table accounts add column email_index blob",
                  "alter table accounts add column email_index binary(32)"}},
    Migration{88, "accounts_by_email",
              Sql{"create unique index accounts_by_email on accounts (email_index)"}},
    Migration{
        89, "accounts_room",
        Sql{"drop view if exists nothing_to_do",
            "alter table accounts drop index email, modify email text not null, modify name text not null"}},
    Migration{
        90, "email_changes_room",
        Sql{"drop view if exists nothing_to_do", "alter table email_changes modify email text not null"}},
    Migration{91, "email_verifications_room",
              Sql{"drop view if exists nothing_to_do",
                  "alter table email_verifications modify name text not null"}},
    Migration{92, "sign_up_requests_room",
              Sql{"drop view if exists nothing_to_do",
                  "alter table sign_up_requests modify email text not null, modify name text not null"}},
    Migration{93, "mail_requests_index",
              Sql{"alter table mail_requests add column email_index blob",
                  "alter table mail_requests add column email_index binary(32), modify email text not null"}},
};

}  // namespace suncrew::store

#include "notify/outbox.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>

namespace suncrew::notify {
namespace {

constexpr int batch_max = 500;

/// How long until the next try, once `attempts` were made.
std::chrono::milliseconds wait_after(int attempts) {
    std::chrono::minutes wait = retry_wait_first;
    for (int i = 1; i < attempts; ++i)
        wait = std::min<std::chrono::minutes>(wait * 3, retry_wait_max);
    return wait;
}

void note_sent(store::Transaction& transaction, std::int64_t id, Instant now) {
    transaction.run("update outbox set sent_at = ?, body = '' where id = ? and sent_at is null", now, id);
}

void note_given_up(store::Transaction& transaction, std::int64_t id, Instant now) {
    transaction.run("update outbox set failed_at = ?, body = '' where id = ? and sent_at is null", now, id);
}

}  // namespace

struct Outbox::Claimed {
    Posted posted;
    int attempts;  ///< with the one that is to be made now
};

void queue_mail(store::Writing& writing, const Mail& mail, Instant now) {
    check_mail(mail);
    writing.run(
        "insert into outbox (recipient, subject, body, created_at, attempts, next_attempt_at)"
        " values (?, ?, ?, ?, 0, ?)",
        mail.recipient, mail.subject, mail.body, now, now);
}

std::int64_t mails_queued(store::Reading& reading, std::string_view recipient, Instant since) {
    return *reading.value<std::int64_t>("select count(*) from outbox where recipient = ? and created_at >= ?",
                                        recipient, since);
}

std::int64_t mails_queued(store::Reading& reading, std::string_view recipient, std::string_view subject,
                          Instant since) {
    return *reading.value<std::int64_t>(
        "select count(*) from outbox where recipient = ? and created_at >= ? and subject = ?", recipient,
        since, subject);
}

std::int64_t delete_old_mails(store::Transaction& transaction, Instant now) {
    // Ids rise with time, so the oldest stand in front; no index by time is needed.
    const auto oldest = transaction.rows<std::int64_t, Instant>(
        "select id, created_at from outbox order by id limit ?", batch_max);
    std::int64_t last_old = 0;
    for (const auto& [id, created_at] : oldest)
        if (created_at < now - mail_kept)
            last_old = id;
    return last_old == 0 ? 0 : transaction.run("delete from outbox where id <= ?", last_old);
}

Delivered Outbox::deliver_due(store::Connection& connection, const std::stop_token& stop) {
    store::Reading reading{connection};
    const auto due = reading.rows<std::int64_t, std::string, std::string, std::string, Instant, int>(
        "select id, recipient, subject, body, created_at, attempts from outbox"
        " where sent_at is null and failed_at is null and next_attempt_at <= ?"
        " order by next_attempt_at, id limit ?",
        clock_.now(), mails_a_round_max);
    Delivered delivered;
    for (const auto& [id, recipient, subject, body, created_at, attempts] : due) {
        if (stop.stop_requested())
            break;
        deliver(connection, Claimed{{id, created_at, {recipient, subject, body}}, attempts + 1}, delivered);
    }
    return delivered;
}

void Outbox::deliver(store::Connection& connection, const Claimed& claimed, Delivered& delivered) {
    const std::int64_t id = claimed.posted.id;
    const int attempts = claimed.attempts;
    const bool claimed_by_us = store::in_transaction(connection, [&](store::Transaction& transaction) {
        const Instant now = clock_.now();
        return transaction.run(
                   "update outbox set attempts = ?, next_attempt_at = ? where id = ? and attempts = ?"
                   " and next_attempt_at <= ? and sent_at is null and failed_at is null",
                   attempts, now + wait_after(attempts), id, attempts - 1, now) == 1;
    });
    if (!claimed_by_us)
        return;
    const auto give_up = [&](const char* reason) {
        spdlog::warn("mail {} given up at attempt {}: {}", id, attempts, reason);
        ++delivered.given_up;
        store::in_transaction(connection,
                              [&](store::Transaction& tx) { note_given_up(tx, id, clock_.now()); });
    };
    // The last attempt began, and its program ended before it could say how it went.
    if (attempts > delivery_attempts_max)
        return give_up("the last attempt did not report");
    try {
        courier_.deliver(claimed.posted);
    } catch (const NotDelivered& reason) {
        if (attempts == delivery_attempts_max)
            return give_up(reason.what());
        spdlog::info("mail {} put off at attempt {}: {}", id, attempts, reason.what());
        ++delivered.put_off;
        return;
    } catch (const Undeliverable& reason) {
        return give_up(reason.what());
    }
    ++delivered.sent;
    store::in_transaction(connection, [&](store::Transaction& tx) { note_sent(tx, id, clock_.now()); });
}

}  // namespace suncrew::notify

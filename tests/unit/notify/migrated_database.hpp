#pragma once

#include <map>
#include <memory>
#include <vector>

#include "crypto/hash.hpp"
#include "notify/opened_mails.hpp"
#include "sealing/keyring.hpp"
#include "sealing/memory_keys.hpp"
#include "store/migrate.hpp"
#include "store/schema.hpp"
#include "store/scratch_database.hpp"

namespace suncrew {

/// A database with the whole schema, made once a run of the test program, emptied for each test.
class MigratedDatabase {
public:
    static MigratedDatabase& empty(store::Database kind) {
        auto& database = of_this_run->all_[kind];
        if (!database)
            database = std::make_unique<MigratedDatabase>(kind);
        database->clear();
        database->keyring_.refresh(*database->connection_);
        return *database;
    }

    explicit MigratedDatabase(store::Database kind) : scratch_{kind}, connection_{scratch_.connect()} {
        store::migrate(*connection_, store::schema());
        keyring_.refresh(*connection_);
    }

    const store::ScratchDatabase& scratch() const { return scratch_; }
    store::Connection& connection() { return *connection_; }
    sealing::Keyring& keyring() { return keyring_; }
    sealing::MemoryKeys& keys() { return keys_; }
    /// What stands in the outbox, opened, the oldest first.
    std::vector<notify::Mail> mails() { return notify::opened_mails(*connection_, keyring_); }
    /// One more, as another worker or another program would have.
    std::unique_ptr<store::Connection> connect() const { return scratch_.connect(); }

private:
    void clear() {
        store::in_transaction(*connection_, [](store::Transaction& transaction) {
            transaction.run("delete from change_requests");
            transaction.run("delete from orders");
            transaction.run("delete from quotes");
            transaction.run("delete from crews");
            transaction.run("delete from closed_days");
            transaction.run("delete from leases");
            transaction.run("delete from access_grant_approvals");
            transaction.run("delete from access_grants");
            transaction.run("delete from course_tries");
            transaction.run("delete from course_completions");
            transaction.run("delete from accounts");
            transaction.run("delete from outbox");
            transaction.run("delete from throttles");
            transaction.run("delete from security_events");
            transaction.run("delete from log_entries");
            transaction.run("delete from log_tiles");
            transaction.run("delete from log_checkpoints");
            transaction.run("update log_state set size = 0, root = ?", crypto::sha256(""));
            transaction.run("delete from mail_requests");
            transaction.run("delete from enrolments");
            transaction.run("delete from challenges");
            transaction.run("delete from events");
            transaction.run("delete from alerts");
        });
    }

    /// Drops the databases after the last test, while the MySQL library still stands.
    class OfThisRun : public testing::Environment {
    public:
        void TearDown() override { all_.clear(); }
        std::map<store::Database, std::unique_ptr<MigratedDatabase>> all_;
    };
    static inline OfThisRun* const of_this_run =
        static_cast<OfThisRun*>(testing::AddGlobalTestEnvironment(new OfThisRun));

    store::ScratchDatabase scratch_;
    std::unique_ptr<store::Connection> connection_;
    sealing::MemoryKeys keys_;
    sealing::Keyring keyring_{keys_};
};

/// Stands still until it is moved.
class StillClock final : public Clock {
public:
    Instant now() const override { return now_; }
    void advance(std::chrono::milliseconds by) { now_ += by; }

private:
    Instant now_ = std::chrono::sys_days{std::chrono::year{2026} / 5 / 4} + std::chrono::hours{9};
};

}  // namespace suncrew

// How far a reader of events is, and what reaches a collector that listens over real TLS.
#include "audit/forwarding.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/event_cursor.hpp"
#include "egress/syslog_server.hpp"
#include "notify/migrated_database.hpp"
#include "store/lease.hpp"

namespace suncrew::audit {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

class ForwardingTest : public testing::TestWithParam<store::Database> {
protected:
    ForwardingTest() {
        egress::make_certificate(folder_, "server", "DNS:localhost");
        egress::make_certificate(folder_, "stranger", "DNS:localhost");
        store::in_transaction(connection_, [](store::Transaction& transaction) {
            transaction.run(
                "update event_cursors set last_event ="
                " (select coalesce(max(id), 0) from security_events)");
            transaction.run("delete from leases");
        });
    }
    void keep(int count) {
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            for (int i = 0; i < count; ++i)
                record(transaction, {.kind = EventKind::sign_in_failed,
                                     .at = clock_.now(),
                                     .account = person_,
                                     .address = "198.51.100.23",
                                     .device = "Ana Planted on Linux",
                                     .after = "ana.planted@example.org"});
        });
    }
    egress::SyslogCollector collector(std::uint16_t port, const std::string& ca = "server") const {
        return egress::SyslogCollector{{.host = "localhost",
                                        .port = port,
                                        .ca_file = (folder_ / (ca + ".pem")).string(),
                                        .own_name = "suncrew.example"}};
    }
    std::vector<std::string> arrived() const { return egress::syslog_messages(folder_); }
    void delete_event(std::int64_t id) {
        store::in_transaction(connection_, [id](store::Transaction& transaction) {
            transaction.run("delete from security_events where id = ?", id);
        });
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    const AccountId person_ = AccountId::make(clock_.now());
    egress::ScratchFolder folder_;
};
INSTANTIATE_TEST_SUITE_P(Databases, ForwardingTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(ForwardingTest, WhatHappenedArrivesOnceInOrderAndWithNothingPersonal) {
    const egress::SyslogServer server{"keep", folder_};
    const auto there = collector(server.port());
    Forwarder forwarder{there, clock_};
    clock_.advance(1min);
    keep(forwarded_at_once_max + 5);
    clock_.advance(1min);
    EXPECT_EQ(forwarder.run(connection_), static_cast<std::size_t>(forwarded_at_once_max + 5));
    EXPECT_EQ(forwarder.run(connection_), 0U);
    const auto messages = arrived();
    ASSERT_EQ(messages.size(), static_cast<std::size_t>(forwarded_at_once_max + 5));
    EXPECT_THAT(messages, Each(AllOf(HasSubstr("198.51.100.0/24"), HasSubstr(to_string(person_)),
                                     Not(HasSubstr("198.51.100.23")), Not(HasSubstr("lanted")))));
    std::vector<std::int64_t> ids;
    for (const std::string& message : messages)
        ids.push_back(std::stoll(message.substr(message.find(R"("uid":")") + 7)));
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST_P(ForwardingTest, WhatHappensWhileTheCollectorIsAwayArrivesLater) {
    std::uint16_t port = 0;
    {
        const egress::SyslogServer server{"keep", folder_};
        port = server.port();
    }
    const auto there = collector(port);
    Forwarder forwarder{there, clock_};
    keep(3);
    clock_.advance(1min);
    EXPECT_EQ(forwarder.run(connection_), 0U);
    const egress::SyslogServer server{"keep", folder_, "server", port};
    EXPECT_EQ(forwarder.run(connection_), 0U) << "it does not knock again at once";
    clock_.advance(forwarding_wait_first);
    EXPECT_EQ(forwarder.run(connection_), 3U);
    EXPECT_EQ(arrived().size(), 3U);
}

TEST_P(ForwardingTest, WhoShowsAnotherCertificateGetsNothing) {
    const egress::SyslogServer server{"keep", folder_, "stranger"};
    const auto there = collector(server.port());
    keep(1);
    clock_.advance(1min);
    const std::int64_t place = place_of(reading_, EventReader::collector);
    EXPECT_EQ((Forwarder{there, clock_}.run(connection_)), 0U);
    EXPECT_TRUE(arrived().empty());
    EXPECT_EQ(place_of(reading_, EventReader::collector), place);
}

TEST_P(ForwardingTest, OfSeveralProgramsOneSends) {
    const egress::SyslogServer server{"keep", folder_};
    const auto there = collector(server.port());
    keep(2);
    clock_.advance(1min);
    const auto connection = database_.connect();
    {
        const auto lease = store::Lease::take(*connection, "collector", clock_.now());
        EXPECT_EQ((Forwarder{there, clock_}.run(connection_)), 0U);
    }
    EXPECT_EQ((Forwarder{there, clock_}.run(connection_)), 2U);
    EXPECT_EQ((Forwarder{there, clock_}.run(*connection)), 0U);
    EXPECT_EQ(arrived().size(), 2U);
}

TEST_P(ForwardingTest, AnIdThatIsMissingIsWaitedForAndThenPassedOver) {
    const std::int64_t place = place_of(reading_, EventReader::collector);
    keep(4);
    const auto all = stored_events_after(reading_, place, 10);
    ASSERT_EQ(all.size(), 4U);
    const std::int64_t first = all[0].id;
    delete_event(all[2].id);
    const auto ids = [&] {
        std::vector<std::int64_t> found;
        for (const auto& recorded : events_after(reading_, first - 1, clock_.now(), 10))
            found.push_back(recorded.id);
        return found;
    };
    EXPECT_EQ(ids(), (std::vector{first, first + 1})) << "the third may still be on its way";
    clock_.advance(missing_event_wait);
    EXPECT_EQ(ids(), (std::vector{first, first + 1, first + 3}));
}

TEST_P(ForwardingTest, AnEventThatClaimsToBeOfTheFutureKeepsNobodyWaiting) {
    const std::int64_t place = place_of(reading_, EventReader::collector);
    keep(3);
    const auto all = stored_events_after(reading_, place, 10);
    delete_event(all[0].id);
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        transaction.run("update security_events set at = ? where id = ?", clock_.now() + 24h, all[1].id);
    });
    clock_.advance(missing_event_wait);
    EXPECT_EQ(events_after(reading_, all[0].id - 1, clock_.now(), 10).size(), 2U);
}

TEST_P(ForwardingTest, AReaderThatWasMovedByAnotherStaysWhereThatPutIt) {
    const std::int64_t place = place_of(reading_, EventReader::collector);
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        move_place(transaction, EventReader::collector, place, place + 9);
        move_place(transaction, EventReader::collector, place, place + 2);
    });
    EXPECT_EQ(place_of(reading_, EventReader::collector), place + 9);
    EXPECT_EQ(place_of(reading_, EventReader::alerts), place);
}

}  // namespace
}  // namespace suncrew::audit

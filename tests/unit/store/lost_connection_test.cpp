#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "store/connection.hpp"
#include "store/migrate.hpp"
#include "store/scratch_database.hpp"
#include "store/scratch_proxy.hpp"

namespace suncrew::store {
namespace {

constexpr Migration tables[]{{1, "notes", {"create table notes (n integer)", "create table notes (n int)"}}};

class LostConnectionTest : public testing::Test {
protected:
    void SetUp() override {
        if (!ScratchDatabase::mysql_address())
            GTEST_SKIP() << "SUNCREW_TEST_MYSQL is not set";
        scratch_.emplace(Database::mysql);
        connection_ = scratch_->connect();
        migrate(*connection_, tables);
    }

    static std::int64_t id_of(Reading& reading) {
        return *reading.value<std::int64_t>({"select 0", "select connection_id()"});
    }
    void kill(std::int64_t id) { scratch_->execute("kill " + std::to_string(id)); }
    int notes() { return *Reading{*scratch_->connect()}.value<int>("select count(*) from notes"); }

    /// The detail of the Unavailable that the first statement on such a connection throws.
    static std::string unavailable(Connection& connection) {
        try {
            Reading{connection}.value<int>("select 1");
        } catch (const Unavailable& unavailable) {
            EXPECT_EQ(unavailable.code(), Code::unavailable);
            EXPECT_FALSE(unavailable.detail().empty());
            return unavailable.detail();
        }
        return "answered";
    }

    std::optional<ScratchDatabase> scratch_;
    std::unique_ptr<Connection> connection_;
};

TEST_F(LostConnectionTest, AReadGoesOnWhereTheConnectionDiedIdle) {
    Reading reading{*connection_};
    const std::int64_t before = id_of(reading);
    kill(before);
    EXPECT_NE(id_of(reading), before);
}

TEST_F(LostConnectionTest, ATransactionBeginsWhereTheConnectionDiedIdle) {
    Reading reading{*connection_};
    kill(id_of(reading));
    in_transaction(*connection_, [](Transaction& tx) { tx.run("insert into notes (n) values (1)"); });
    EXPECT_EQ(notes(), 1);
}

TEST_F(LostConnectionTest, ATransactionEndsWithItsConnection) {
    {
        Transaction tx{*connection_};
        tx.run("insert into notes (n) values (1)");
        kill(id_of(tx));
        EXPECT_THROW(tx.run("insert into notes (n) values (2)"), Unavailable);
        EXPECT_THROW(tx.run("insert into notes (n) values (3)"), Unavailable) << "not on another connection";
        EXPECT_THROW(tx.value<int>("select count(*) from notes"), Unavailable);
        EXPECT_THROW(tx.commit(), Unavailable);
    }
    EXPECT_EQ(notes(), 0);
    in_transaction(*connection_, [](Transaction& tx) { tx.run("insert into notes (n) values (4)"); });
    EXPECT_EQ(notes(), 1) << "and the next transaction recovers";
}

TEST_F(LostConnectionTest, ALossIsNotRunAgainByItself) {
    int runs = 0;
    EXPECT_THROW(in_transaction(*connection_,
                                [&](Transaction& tx) {
                                    ++runs;
                                    kill(id_of(tx));
                                    tx.run("insert into notes (n) values (1)");
                                }),
                 Unavailable);
    EXPECT_EQ(runs, 1);
}

TEST_F(LostConnectionTest, WhileTheServerIsAwayItSaysSoAndThenRecovers) {
    Dsn dsn = scratch_->dsn();
    ScratchProxy proxy{dsn.port};
    dsn.port = proxy.port();
    dsn.host = "127.0.0.1";
    const auto connection = connect(dsn);
    EXPECT_EQ(unavailable(*connection), "answered");

    proxy.down();
    EXPECT_NE(unavailable(*connection), "answered");
    EXPECT_NE(unavailable(*connection).find("not tried again yet"), std::string::npos) << "answers at once";
    EXPECT_THROW(Transaction{*connection}.run("insert into notes (n) values (1)"), Unavailable);

    proxy.up();
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (unavailable(*connection) != "answered" && std::chrono::steady_clock::now() < until)
        std::this_thread::yield();
    EXPECT_EQ(unavailable(*connection), "answered");
    EXPECT_EQ(notes(), 0);
}

TEST_F(LostConnectionTest, AServerThatAnotherAuthoritySignedIsRefused) {
    Dsn dsn = scratch_->dsn();
    dsn.ca_file = "/etc/ssl/certs/ca-certificates.crt";
    EXPECT_NE(unavailable(*connect(dsn)).find("certificate"), std::string::npos);
}

TEST_F(LostConnectionTest, ACertificateForAnotherNameIsRefused) {
    Dsn dsn = scratch_->dsn();
    dsn.host = "127.1";  // the same server under a name that its certificate does not carry
    const std::string detail = unavailable(*connect(dsn));
    EXPECT_NE(detail.find("SSL"), std::string::npos) << detail;
}

TEST_F(LostConnectionTest, AMissingAuthorityFileIsRefused) {
    Dsn dsn = scratch_->dsn();
    dsn.ca_file = "/nowhere/ca.pem";
    EXPECT_NE(unavailable(*connect(dsn)), "answered");
}

TEST_F(LostConnectionTest, AWrongPasswordIsNotRepeated) {
    Dsn dsn = scratch_->dsn();
    dsn.password = crypto::Secret{std::string_view{"hunter22"}};
    const std::string detail = unavailable(*connect(dsn));
    EXPECT_NE(detail.find("denied"), std::string::npos) << detail;
    EXPECT_EQ(detail.find("hunter22"), std::string::npos);
}

TEST_F(LostConnectionTest, TheDescriptionTellsServerDurabilityAndTls) {
    const std::string text = connection_->description();
    EXPECT_NE(text.find("innodb_flush_log_at_trx_commit=1"), std::string::npos) << text;
    EXPECT_NE(text.find("TLSv1."), std::string::npos) << text;
}

/// A server's greeting (protocol 10) that offers everything but TLS.
std::string greeting_without_tls() {
    using namespace std::string_literals;
    const std::string body =
        "\x0a"s
        "8.0.40\0"s
        "\x01\0\0\0"s
        "12345678\0"s
        "\xff\xf7"s
        "\x2d"s
        "\x02\0"s
        "\xff\x81"s
        "\x15"s +
        std::string(10, '\0') +
        "123456789012\0"s
        "mysql_native_password\0"s;
    return std::string{static_cast<char>(body.size()), 0, 0, 0} + body;
}

TEST(MysqlTlsTest, AServerWithoutTlsLearnsNothing) {
    const Descriptor listener = listen_on(0);
    std::string heard;
    std::thread server{[&] {
        const Descriptor client{::accept(listener.get(), nullptr, nullptr)};
        const std::string greeting = greeting_without_tls();
        (void)!::write(client.get(), greeting.data(), greeting.size());
        std::array<char, 1000> bytes;
        for (ssize_t size = 0; (size = ::read(client.get(), bytes.data(), bytes.size())) > 0;)
            heard.append(bytes.data(), static_cast<std::size_t>(size));
    }};
    const auto connection =
        connect(parse_dsn("mysql://someone:hunter22@127.0.0.1:" + std::to_string(port_of(listener)) +
                          "/d?ca=/etc/ssl/certs/ca-certificates.crt"));
    try {
        Reading{*connection}.value<int>("select 1");
        ADD_FAILURE() << "there is no such database";
    } catch (const Unavailable& refusal) {
        EXPECT_NE(refusal.detail().find("SSL"), std::string::npos) << refusal.detail();
    }
    server.join();
    EXPECT_EQ(heard.find("someone"), std::string::npos) << "not even the name of the user";
}

TEST(MysqlTlsTest, NobodyThereIsUnavailable) {
    std::uint16_t port = 0;
    {
        const Descriptor listener = listen_on(0);
        port = port_of(listener);
    }
    const auto connection = connect(parse_dsn("mysql://u:p@127.0.0.1:" + std::to_string(port) + "/d?ca=f"));
    EXPECT_THROW(Reading{*connection}.value<int>("select 1"), Unavailable);
    EXPECT_THROW(Reading{*connection}.value<int>("select 1"), Unavailable);
}

}  // namespace
}  // namespace suncrew::store

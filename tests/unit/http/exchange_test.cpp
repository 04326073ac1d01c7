#include "http/exchange.hpp"

#include <filesystem>

#include <boost/describe/class.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "http/openapi.hpp"
#include "http/router.hpp"
#include "sealing/memory_keys.hpp"
#include "store/schema.hpp"

namespace suncrew::http {
namespace {

struct PutNote {
    OrderId order;
    wire::Text<1, 20> text;
    std::optional<wire::Whole<1, 5>> stars;
};
BOOST_DESCRIBE_STRUCT(PutNote, (), (order, text, stars))

struct ReadNotes {
    wire::Whole<1, 100> limit;
    std::optional<wire::Text<1, 20>> text;
};
BOOST_DESCRIBE_STRUCT(ReadNotes, (), (limit, text))

struct Note {
    std::string text;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Note, (), (text, count))

/// Endpoints with a memory: how often a change was made, and a mail in the outbox for each.
class Notes {
public:
    Created<Note> put(access::Granted<access::Permission::place_order>, PutNote command,
                      store::Transaction& transaction) {
        transaction.run(
            "insert into outbox (recipient, subject, body, created_at, attempts, next_attempt_at) values (?, "
            "'s', "
            "'b', 0, 0, 0)",
            command.text.text());
        if (command.text.text() == "refuse")
            throw Refusal{Code::conflict, "no_such_luck"};
        if (command.text.text() == "break")
            throw std::runtime_error{"a secret of the inside"};
        return {{command.text.text(), count(transaction)}};
    }
    Note read(access::Granted<access::Permission::make_quote>, const ReadNotes& command,
              store::Reading& reading) {
        return {command.text ? command.text->text() : "none", count(reading)};
    }

    static std::int64_t count(store::Reading& reading) {
        return reading.value<std::int64_t>("select count(*) from outbox").value();
    }
};

class ExchangeTest : public testing::Test {
protected:
    ExchangeTest() {
        routes_.post<&Notes::put>(notes_, "/notes/{order}", {.name = "put_note", .rate = Rate::write});
        routes_.get<&Notes::read>(notes_, "/notes", {.name = "read_notes"});
        router_.emplace(routes_.endpoints());
        store::migrate(*connection_, store::schema());
        keyring_.refresh(*connection_);
        // Whoever has an account has a key, which their name is sealed by.
        store::in_transaction(*connection_, [&](store::Transaction& t) { keyring_.sealer(t, account_); });
        readiness_.schema_is_current();
    }

    static constexpr const char* put_path = "/api/v1/notes/01890a5d-ac96-774b-bcce-b302099a8057";

    Job job(Method method, const std::string& path, const std::string& body, const std::string& key = {}) {
        const std::size_t mark = path.find('?');
        Match match = router_->find(method, path.substr(0, mark));
        Job job;
        job.request.method = method;
        job.request.path = path.substr(0, mark);
        job.request.query = mark == std::string::npos ? "" : path.substr(mark + 1);
        job.request.body = body;
        job.request.content_type = content_type_;
        job.request.cookie = cookie_;
        job.request.authorization = authorization_;
        job.request.origin = origin_;
        job.request.fetch_site = fetch_site_;
        job.request.idempotency_key = key;
        job.endpoint = match.endpoint;
        job.parameters = std::move(match.parameters);
        return job;
    }
    Response send(Method method, const std::string& path, const std::string& body = {},
                  const std::string& key = {}) {
        Job sent = job(method, path, body, key);
        Response answered;
        sent.answer = [&](Response response) { answered = std::move(response); };
        std::vector<Job> jobs;
        jobs.push_back(std::move(sent));
        identify(jobs, *connection_, context_);
        for (const Job& each : jobs)
            exchange(each, *connection_, context_);
        return answered;
    }
    std::vector<int> statuses(std::vector<Job>& jobs) {
        std::vector<int> statuses;
        for (Job& each : jobs)
            each.answer = [&](const Response& response) { statuses.push_back(response.status); };
        identify(jobs, *connection_, context_);
        for (const Job& each : jobs)
            exchange(each, *connection_, context_);
        return statuses;
    }
    Response put(const std::string& body, const std::string& key = {}) {
        return send(Method::post, put_path, body, key);
    }
    static std::string code_of(const Response& response) {
        return std::string{boost::json::parse(response.body).at("code").as_string()};
    }
    std::int64_t changes() {
        store::Reading reading{*connection_};
        return Notes::count(reading);
    }

    void erase_person() {
        store::in_transaction(*connection_, [&](store::Transaction& t) { keyring_.erase(t, account_); });
    }
    std::int64_t data_keys() {
        return store::Reading{*connection_}.value<std::int64_t>("select count(*) from data_keys").value();
    }

    std::string content_type_ = "application/json";
    std::string cookie_ = "theme=dark; __Host-session=token-of-customer";
    std::string authorization_;
    std::string origin_;
    std::string fetch_site_;
    bool database_away_ = false;

private:
    Notes notes_;
    Routes routes_;
    std::optional<Router> router_;
    store::Dsn dsn_ = store::parse_dsn("sqlite::memory:");
    std::unique_ptr<store::Connection> connection_ = store::connect(dsn_);
    MovableClock clock_;
    AccountId account_ = AccountId::make(Instant{});
    Authenticate authenticate_ = [this](store::Connection&, std::span<const Credential> shown, Instant) {
        if (database_away_)
            throw store::Unavailable{"away"};
        std::vector<access::Caller> callers;
        for (const Credential& credential : shown)
            callers.push_back(credential.token.expose() == "token-of-customer"
                                  ? access::Caller{access::Role::customer, account_, access::SessionHash{}}
                                  : access::Caller{});
        return callers;
    };
    Readiness readiness_;
    sealing::MemoryKeys keys_;
    sealing::Keyring keyring_{keys_};
    WorkerContext context_{dsn_, authenticate_, clock_, readiness_, keyring_, "https://localhost:8443"};
};

TEST_F(ExchangeTest, AnAnswerIsWhatTheHandlerReturned) {
    const Response response = put(R"({"text":"hello"})");
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.body, R"({"text":"hello","count":1})");
    EXPECT_EQ(send(Method::get, "/api/v1/notes?limit=5&text=a+b%21").body, R"({"text":"a b!","count":1})");
}

TEST_F(ExchangeTest, ARefusalIsAProblemAndLeavesNothing) {
    const Response response = put(R"({"text":"refuse"})");
    EXPECT_EQ(response.status, 409);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(code_of(response), "no_such_luck");
    EXPECT_EQ(changes(), 0);
}

TEST_F(ExchangeTest, AFaultTellsNothingAndLeavesNothing) {
    const Response response = put(R"({"text":"break"})");
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body.find("secret"), std::string::npos);
    EXPECT_EQ(changes(), 0);
}

TEST_F(ExchangeTest, WithoutASessionThereIsNoChange) {
    for (const char* cookie : {"", "__Host-session=wrong", "session=token-of-customer",
                               "__Host-session=token-of-customer; __Host-session=token-of-customer"}) {
        cookie_ = cookie;
        EXPECT_EQ(put(R"({"text":"hello"})").status, 401) << cookie;
    }
    EXPECT_EQ(changes(), 0);
}

TEST_F(ExchangeTest, TheSchemeOfABearerTokenIsWrittenInSmallOrLargeLetters) {
    cookie_ = "";
    for (const char* scheme : {"Bearer ", "bearer ", "BEARER ", "bEaReR "}) {
        authorization_ = std::string{scheme} + "token-of-customer";
        EXPECT_EQ(put(R"({"text":"hello"})").status, 201) << scheme;
        authorization_ = std::string{scheme} + "Token-of-customer";
        EXPECT_EQ(put(R"({"text":"hello"})").status, 401) << scheme;
    }
    for (const char* other :
         {"Bearer", "bearer", "Bearertoken-of-customer", "Basic token-of-customer", "b"}) {
        authorization_ = other;
        EXPECT_EQ(code_of(put(R"({"text":"hello"})")), "malformed_authorization") << other;
    }
}

TEST_F(ExchangeTest, RequestsTakenTogetherKeepTheirOwnCallers) {
    std::vector<Job> jobs;
    for (const bool known : {false, true, false}) {
        cookie_ = known ? "__Host-session=token-of-customer" : "";
        jobs.push_back(job(Method::post, put_path, R"({"text":"hello"})"));
    }
    EXPECT_EQ(statuses(jobs), (std::vector<int>{401, 201, 401}));
    EXPECT_EQ(changes(), 1);
}

TEST_F(ExchangeTest, WhereSessionsCannotBeReadVisitorsAreStillServed) {
    database_away_ = true;
    EXPECT_EQ(put(R"({"text":"hello"})").status, 503);
    cookie_.clear();
    EXPECT_EQ(send(Method::get, "/api/v1/notes?limit=5").status, 200);
    EXPECT_EQ(changes(), 0);
}

TEST_F(ExchangeTest, AnotherSitesPageCannotChangeAnything) {
    origin_ = "https://evil.example";
    EXPECT_EQ(code_of(put(R"({"text":"hello"})")), "cross_site_request");
    origin_ = "null";
    EXPECT_EQ(put(R"({"text":"hello"})").status, 403);
    origin_ = {};
    fetch_site_ = "cross-site";
    EXPECT_EQ(put(R"({"text":"hello"})").status, 403);
    fetch_site_ = "same-site";
    EXPECT_EQ(put(R"({"text":"hello"})").status, 403);
    EXPECT_EQ(changes(), 0);
    origin_ = "https://localhost:8443";
    fetch_site_ = "same-origin";
    EXPECT_EQ(put(R"({"text":"hello"})").status, 201);
}

TEST_F(ExchangeTest, ABodyMustBeJson) {
    content_type_ = "text/plain";
    EXPECT_EQ(put(R"({"text":"hello"})").status, 415);
    content_type_ = "application/json; charset=utf-8";
    EXPECT_EQ(put(R"({"text":"hello"})").status, 201);
    EXPECT_EQ(put("[]").status, 422);
    EXPECT_EQ(put("{").status, 400);
}

TEST_F(ExchangeTest, APathMemberIsNotTakenFromTheBodyNorAMemberFromTheQuery) {
    EXPECT_EQ(put(R"({"text":"hello","order":"01890a5d-ac96-774b-bcce-b302099a8058"})").status, 422);
    EXPECT_EQ(send(Method::post, "/api/v1/notes/01890a5d-ac96-774b-bcce-b302099a8057?text=x", "{}").status,
              422);
    EXPECT_EQ(send(Method::post, "/api/v1/notes/nonsense", R"({"text":"x"})").status, 422);
}

TEST_F(ExchangeTest, AQueryIsReadAsStrictlyAsABody) {
    EXPECT_EQ(send(Method::get, "/api/v1/notes?limit=5&%FF=1").status, 400) << "not UTF-8";
    for (const char* query : {"", "?limit=0", "?limit=101", "?limit=x", "?limit=5&limit=6",
                              "?limit=5&other=1", "?limit=1.0", "?limit=+1"})
        EXPECT_EQ(send(Method::get, std::string{"/api/v1/notes"} + query).status, 422) << query;
    EXPECT_EQ(send(Method::get, "/api/v1/notes?limit=%zz").status, 400);
    EXPECT_EQ(send(Method::get, "/api/v1/notes?limit=5", "{}").status, 400);
}

TEST_F(ExchangeTest, ARepeatedKeyGetsTheSameAnswerAndNoSecondChange) {
    const Response first = put(R"({"text":"hello"})", "key-00001");
    const Response second = put(R"({"text":"hello"})", "key-00001");
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(second.body, first.body);
    EXPECT_EQ(changes(), 1);
}

TEST_F(ExchangeTest, WhoWasErasedMeanwhileGetsNoNewKeyForAnAnswer) {
    erase_person();
    EXPECT_EQ(put(R"({"text":"hello"})", "key-00001").status, 201);
    EXPECT_EQ(data_keys(), 0);
    const Response again = put(R"({"text":"hello"})", "key-00001");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, "") << "nothing of it was kept";
    EXPECT_EQ(changes(), 1);
}

TEST_F(ExchangeTest, ARepeatedKeyWithAnotherBodyIsAConflict) {
    put(R"({"text":"hello"})", "key-00001");
    const Response other = put(R"({"text":"other"})", "key-00001");
    EXPECT_EQ(other.status, 409);
    EXPECT_EQ(code_of(other), "idempotency_key_reused");
    EXPECT_EQ(changes(), 1);
}

TEST_F(ExchangeTest, ARefusedRequestDoesNotUseUpItsKey) {
    EXPECT_EQ(put(R"({"text":"refuse"})", "key-00001").status, 409);
    EXPECT_EQ(put(R"({"text":"hello"})", "key-00001").status, 201);
}

TEST_F(ExchangeTest, AMalformedKeyIsRefused) {
    for (const char* key : {"short", "has a space", "\x01\x02\x03\x04\x05\x06\x07\x08"})
        EXPECT_EQ(put(R"({"text":"hello"})", key).status, 422) << key;
    EXPECT_EQ(put(R"({"text":"hello"})", std::string(65, 'k')).status, 422);
}

}  // namespace
}  // namespace suncrew::http

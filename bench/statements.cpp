// What the database itself answers: the statements of a signed-in read of one order, without HTTP, TLS to the
// browser or JSON. The peer that the server's own rate is measured beside.
//   bench_statements DSN SESSION ORDER SECONDS CONNECTIONS [join]
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <vector>

#include <sys/resource.h>

#include "crypto/token.hpp"
#include "http/lane_queue.hpp"
#include "store/connection.hpp"

namespace {

using namespace suncrew;
using Stopwatch = std::chrono::steady_clock;

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Question {
    http::Credential credential;
    OrderId order;
};

void ask_two(store::Connection& connection, const Question& question) {
    store::Reading reading{connection};
    // As callers are found, but for their mark, which no database checks.
    const auto session = reading.one<AccountId, std::string, std::string, std::int64_t, store::Bytes>(
        "select s.account, s.state, a.role, a.standing, s.mark from sessions s join accounts a"
        " on a.id = s.account where s.token_hash = ? and s.expires_at > ? and a.locked_at is null",
        crypto::token_hash(question.credential.token), SystemClock{}.now());
    if (!session)
        std::abort();
    const auto found = reading.one<int, std::string, std::string, double, std::int64_t>(
        "select o.version, o.state, o.contact_name, o.dc_kw, o.total_minor from orders o left join crews c "
        "on c.id = "
        "o.crew where o.id = ? and o.customer = ?",
        question.order, std::get<0>(*session));
    if (!found)
        std::abort();
}

void ask_joined(store::Connection& connection, const Question& question) {
    store::Reading reading{connection};
    const auto found = reading.one<int, std::string, std::string, double, std::int64_t>(
        "select o.version, o.state, o.contact_name, o.dc_kw, o.total_minor from sessions s join accounts a "
        "on a.id = "
        "s.account join orders o on o.customer = s.account left join crews c on c.id = o.crew where "
        "s.token_hash = ? "
        "and s.expires_at > ? and o.id = ?",
        crypto::token_hash(question.credential.token), SystemClock{}.now(), question.order);
    if (!found)
        std::abort();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 6) {
        std::cerr << "usage: bench_statements DSN SESSION ORDER SECONDS CONNECTIONS [join]\n";
        return 2;
    }
    const store::Dsn dsn = store::parse_dsn(argv[1]);
    const Question question{{http::CredentialKind::session, crypto::Secret{std::string_view{argv[2]}}},
                            OrderId{parse_uuid(argv[3]).value()}};
    const auto until = Stopwatch::now() + std::chrono::seconds{std::atoi(argv[4])};
    const bool joined = argc > 6;
    std::atomic<std::int64_t> answers = 0;
    const auto begun = Stopwatch::now();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < std::atoi(argv[5]); ++i)
            threads.emplace_back([&] {
                const auto connection = store::connect(dsn);
                for (; Stopwatch::now() < until; ++answers)
                    joined ? ask_joined(*connection, question) : ask_two(*connection, question);
            });
    }
    const double seconds = std::chrono::duration<double>(Stopwatch::now() - begun).count();
    const auto count = static_cast<double>(answers.load());
    std::cout << R"({"per_second":)" << count / seconds << R"(,"client_cpu_us":)"
              << cpu_seconds() / count * 1e6 << "}\n";
}

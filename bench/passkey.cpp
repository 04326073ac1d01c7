// What believing a passkey costs: the whole of an assertion and of a registration, of each algorithm.
#include <benchmark/benchmark.h>

#include "factors/software_authenticator.hpp"
#include "factors/totp.hpp"

namespace {

using namespace suncrew;
using namespace suncrew::factors;

const RelyingParty us = relying_party("https://suncrew.example");
const std::array<std::uint8_t, 32> challenge{1, 2, 3};

Algorithm algorithm_of(const benchmark::State& state) {
    return static_cast<Algorithm>(state.range(0));
}

void assertion(benchmark::State& state) {
    const testing::SoftwareAuthenticator authenticator{algorithm_of(state)};
    const Passkey passkey = verify_registration(us, challenge, authenticator.create(us, challenge).answer());
    const testing::Asserted asserted = authenticator.assert_to(us, challenge);
    for (auto _ : state)
        benchmark::DoNotOptimize(verify_assertion(
            us, challenge, {passkey.credential_id, passkey.public_key, 0, false}, asserted.answer()));
}

void registration(benchmark::State& state) {
    const testing::SoftwareAuthenticator authenticator{algorithm_of(state)};
    const testing::Created created = authenticator.create(us, challenge);
    for (auto _ : state)
        benchmark::DoNotOptimize(verify_registration(us, challenge, created.answer()));
}

void one_time_code(benchmark::State& state) {
    const TotpSecret secret = TotpSecret::make();
    for (auto _ : state)
        benchmark::DoNotOptimize(matching_step(secret, "000000", Instant{std::chrono::hours{500'000}}, 0));
}

BENCHMARK(assertion)->ArgName("cose")->Arg(-7)->Arg(-8)->Arg(-257);
BENCHMARK(registration)->ArgName("cose")->Arg(-7)->Arg(-8)->Arg(-257);
BENCHMARK(one_time_code);

}  // namespace

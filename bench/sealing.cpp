// What sealing costs a request: four fields opened and sealed with a warm key, a key that comes from the
// database, and a blind index; beside them the cipher alone, which is the limit.
#include <benchmark/benchmark.h>

#include "access/opening.hpp"
#include "crypto/aead.hpp"
#include "identity/marked_rows.hpp"
#include "sealing/keyring.hpp"
#include "sealing/memory_keys.hpp"
#include "store/migrate.hpp"
#include "store/schema.hpp"

namespace {

using namespace suncrew;
using sealing::Row;

using Name = sealing::Sealed<std::string, "orders.contact_name">;
using Phone = sealing::Sealed<std::string, "orders.contact_phone">;
using Street = sealing::Sealed<std::string, "orders.street">;
using Postcode = sealing::Sealed<std::string, "orders.postcode">;

struct House {
    House() {
        store::migrate(*connection, store::schema());
        keyring.refresh(*connection);
    }
    std::unique_ptr<store::Connection> connection = store::connect(store::parse_dsn("sqlite::memory:"));
    sealing::MemoryKeys keys;
    sealing::Keyring keyring{keys};
    AccountId whose = AccountId::make(Instant{});
    Row row{OrderId::make(Instant{})};
};

struct Fields {
    Name name;
    Phone phone;
    Street street;
    Postcode postcode;
};
Fields sealed_by(const sealing::Sealer& sealer, const Row& row) {
    return {sealer.seal<"orders.contact_name">(row, std::string{"A customer of ours"}),
            sealer.seal<"orders.contact_phone">(row, std::string{"+12025550123"}),
            sealer.seal<"orders.street">(row, std::string{"Example Street 123"}),
            sealer.seal<"orders.postcode">(row, std::string{"28001"})};
}
Fields fields_of(House& house) {
    return store::in_transaction(*house.connection, [&](store::Transaction& transaction) {
        return sealed_by(house.keyring.sealer(transaction, house.whose), house.row);
    });
}

void open_four_fields(benchmark::State& state) {
    House house;
    const Fields fields = fields_of(house);
    store::Reading reading{*house.connection};
    const auto proof = access::Opening::of(access::Work::post);
    for (auto _ : state) {
        const auto opener = house.keyring.opener(reading, proof, house.whose);
        benchmark::DoNotOptimize(opener.open(house.row, fields.name));
        benchmark::DoNotOptimize(opener.open(house.row, fields.phone));
        benchmark::DoNotOptimize(opener.open(house.row, fields.street));
        benchmark::DoNotOptimize(opener.open(house.row, fields.postcode));
    }
}
BENCHMARK(open_four_fields);

void seal_four_fields(benchmark::State& state) {
    House house;
    fields_of(house);
    store::Reading reading{*house.connection};
    store::Transaction transaction{*house.connection};
    const auto sealer = house.keyring.sealer(transaction, house.whose);
    for (auto _ : state)
        benchmark::DoNotOptimize(sealed_by(sealer, house.row));
}
BENCHMARK(seal_four_fields);

/// What a mark adds to each request with a session.
void check_the_mark_of_a_session(benchmark::State& state) {
    House house;
    store::Reading reading{*house.connection};
    const identity::MarkedSession session{identity::TokenHash{},
                                          SessionId::make(Instant{}),
                                          house.whose,
                                          "complete",
                                          6,
                                          "customer",
                                          0,
                                          1,
                                          Instant{},
                                          Instant{},
                                          Instant{},
                                          Instant{}};
    const std::optional<sealing::RowMark> mark = house.keyring.mark(identity::marked(session));
    for (auto _ : state)
        benchmark::DoNotOptimize(
            house.keyring.is_ours(reading, identity::marked(session), mark, session.account));
}
BENCHMARK(check_the_mark_of_a_session);

void key_out_of_the_database(benchmark::State& state) {
    House house;
    fields_of(house);
    store::Transaction transaction{*house.connection};
    const auto proof = access::Opening::of(access::Work::post);
    for (auto _ : state)
        benchmark::DoNotOptimize(house.keyring.opener(transaction, proof, house.whose));
}
BENCHMARK(key_out_of_the_database);

void blind_index(benchmark::State& state) {
    House house;
    for (auto _ : state)
        benchmark::DoNotOptimize(house.keyring.index<"accounts.email">("customer1@example.org"));
}
BENCHMARK(blind_index);

void the_cipher_alone_four_times(benchmark::State& state) {
    const auto bytes = crypto::random_bytes<crypto::aead_key_size>();
    const crypto::Secret key{std::span<const std::uint8_t>{bytes}};
    const std::vector<std::uint8_t> bound(80), plain(18);
    const auto sealed = crypto::aead_seal(key, bound, plain);
    for (auto _ : state)
        for (int field = 0; field < 4; ++field)
            benchmark::DoNotOptimize(crypto::aead_open(key, bound, sealed));
}
BENCHMARK(the_cipher_alone_four_times);

}  // namespace

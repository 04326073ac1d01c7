// What the log costs: entries that get their places a second, and the time of a proof in a log of ten
// million; beside them the hash that both are made of, which is the arithmetic limit.
//   bench_log FOLDER [ENTRIES [LEAVES]]      on an SQLite database of its own in the folder, durable as in
//   production
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "audit/security_events.hpp"
#include "audit/sequencer.hpp"
#include "audit/tiles.hpp"
#include "store/migrate.hpp"
#include "store/schema.hpp"

namespace {

using namespace suncrew;
using Stopwatch = std::chrono::steady_clock;

constexpr std::uint64_t leaves_at_once = 100'000;
constexpr int proofs = 2000;

double seconds_since(Stopwatch::time_point begin) {
    return std::chrono::duration<double>(Stopwatch::now() - begin).count();
}

double hash_us() {
    constexpr int times = 1'000'000;
    audit::Hash hash{};
    const auto begin = Stopwatch::now();
    for (int i = 0; i < times; ++i)
        hash = audit::node_hash(hash, hash);
    const double us = seconds_since(begin) / times * 1e6;
    return hash[0] == 0 && hash[1] == 0 && hash[2] == 0 ? us + 1e-9 : us;  // so that the loop stays
}

std::unique_ptr<store::Connection> fresh(const std::filesystem::path& file) {
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(file.string() + suffix);
    auto connection = store::connect(store::parse_dsn("sqlite:" + file.string()));
    store::migrate(*connection, store::schema());
    return connection;
}

void sequence(store::Connection& connection, int entries) {
    const SystemClock clock;
    for (int written = 0; written < entries; written += 1000)
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            for (int i = 0; i < 1000; ++i)
                audit::record(transaction, {.kind = audit::EventKind::password_changed,
                                            .at = clock.now(),
                                            .account = AccountId::make(clock.now()),
                                            .address = "192.0.2.1",
                                            .device = "Firefox on Linux"});
        });
    audit::Sequencer sequencer{
        {"suncrew.example/log", crypto::Ed25519PrivateKey::from_seed(crypto::Secret{std::string(32, 'k')})},
        std::nullopt,
        clock};
    const auto begin = Stopwatch::now();
    int placed = 0;
    while (const std::size_t now_placed = sequencer.run(connection))
        placed += static_cast<int>(now_placed);
    const double seconds = seconds_since(begin);
    std::cout << placed << " entries got their places in " << seconds << " s: " << placed / seconds
              << " a second\n";
}

void grow(store::Connection& connection, std::uint64_t leaves) {
    std::mt19937_64 random{7};
    audit::Hash leaf{};
    const auto begin = Stopwatch::now();
    for (std::uint64_t size = 0; size < leaves; size += leaves_at_once)
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            audit::TileWriter tree{transaction, size};
            for (std::uint64_t i = 0; i < leaves_at_once; ++i) {
                const std::uint64_t bits = random();
                std::copy_n(reinterpret_cast<const std::uint8_t*>(&bits), sizeof bits, leaf.begin());
                tree.append(leaf);
            }
            tree.flush();
        });
    std::cout << "a tree of " << leaves << " leaves, made in " << seconds_since(begin) << " s\n";
}

template <class Prove>
void time_proofs(const char* what, Prove prove) {
    std::vector<double> ms;
    for (int i = 0; i < proofs; ++i) {
        const auto begin = Stopwatch::now();
        prove();
        ms.push_back(seconds_since(begin) * 1e3);
    }
    std::sort(ms.begin(), ms.end());
    std::cout << what << ": median " << ms[proofs / 2] << " ms, p99 " << ms[proofs * 99 / 100]
              << " ms, longest " << ms.back() << " ms\n";
}

void prove(store::Connection& connection, std::uint64_t leaves) {
    std::mt19937_64 random{11};
    store::Reading reading{connection};
    time_proofs("a proof of an entry, nothing read before", [&] {
        audit::Tiles tiles{reading};
        if (audit::inclusion_proof(random() % leaves, leaves, tiles.reader()).empty())
            std::abort();
    });
    time_proofs("a proof that the log extends an earlier one", [&] {
        audit::Tiles tiles{reading};
        if (audit::consistency_proof(1 + random() % (leaves - 1), leaves, tiles.reader()).empty())
            std::abort();
    });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "use: bench_log FOLDER [ENTRIES [LEAVES]]\n";
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    const int entries = argc > 2 ? std::atoi(argv[2]) : 20'000;
    const std::uint64_t leaves = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 10'000'000;
    std::filesystem::create_directories(folder);
    std::cout << "one hash of two: " << hash_us() << " us\n";
    sequence(*fresh(folder / "sequenced.db"), entries);
    const auto grown = fresh(folder / "grown.db");
    grow(*grown, leaves);
    prove(*grown, leaves);
    return 0;
}

#include "crypto/aead.hpp"

#include <set>
#include <thread>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "crypto/random.hpp"

namespace suncrew::crypto {
namespace {

using Bytes = std::vector<std::uint8_t>;

Secret some_key() {
    return Secret{random_bytes<aead_key_size>()};
}

Bytes bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

Bytes bytes_of(const Secret& secret) {
    return bytes_of(secret.expose());
}

RC_GTEST_PROP(AeadProperty, WhatIsSealedComesBack, (const Bytes& associated, const Bytes& plaintext)) {
    const Secret key = some_key();
    const Bytes sealed = aead_seal(key, associated, plaintext);
    RC_ASSERT(sealed.size() == aead_nonce_size + plaintext.size() + aead_tag_size);
    const auto opened = aead_open(key, associated, sealed);
    RC_ASSERT(opened.has_value());
    RC_ASSERT(bytes_of(*opened) == plaintext);
}

TEST(Aead, EveryChangedBitIsNoticed) {
    const Secret key = some_key();
    const Bytes associated = bytes_of("orders.address 7");
    const Bytes sealed = aead_seal(key, associated, bytes_of("Calle Mayor 1"));
    for (std::size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
        Bytes changed = sealed;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << (bit % 8)));
        EXPECT_FALSE(aead_open(key, associated, changed)) << bit;
    }
    EXPECT_TRUE(aead_open(key, associated, sealed));
}

TEST(Aead, WhatIsCutOffOrAddedIsNoticed) {
    const Secret key = some_key();
    const Bytes sealed = aead_seal(key, {}, bytes_of("text"));
    for (std::size_t size = 0; size < sealed.size(); ++size)
        EXPECT_FALSE(aead_open(key, {}, std::span{sealed}.first(size))) << size;
    Bytes longer = sealed;
    longer.push_back(0);
    EXPECT_FALSE(aead_open(key, {}, longer));
}

TEST(Aead, AnotherKeyOrAnotherPlaceDoesNotOpen) {
    const Secret key = some_key();
    const Bytes sealed = aead_seal(key, bytes_of("row 1"), bytes_of("text"));
    EXPECT_FALSE(aead_open(some_key(), bytes_of("row 1"), sealed));
    EXPECT_FALSE(aead_open(key, bytes_of("row 2"), sealed));
    EXPECT_FALSE(aead_open(key, {}, sealed));
    EXPECT_TRUE(aead_open(key, bytes_of("row 1"), sealed)) << "nor do the failures leave anything behind";
}

TEST(Aead, NoNonceIsUsedTwiceAndNothingOfTheTextIsSeen) {
    const Secret key = some_key();
    const Bytes text = bytes_of("the same text each time");
    std::set<Bytes> nonces;
    for (int i = 0; i < 1000; ++i) {
        const Bytes sealed = aead_seal(key, {}, text);
        EXPECT_TRUE(nonces.insert({sealed.begin(), sealed.begin() + aead_nonce_size}).second);
        EXPECT_EQ(std::search(sealed.begin(), sealed.end(), text.begin(), text.begin() + 6), sealed.end());
    }
}

TEST(Aead, AKeyOfAnotherSizeIsOurMistake) {
    const Bytes sealed = aead_seal(some_key(), {}, {});
    for (const std::size_t size : {0, 16, 24, 31, 33}) {
        const Secret key{std::string_view{std::string(size, 'k')}};
        EXPECT_THROW(aead_seal(key, {}, {}), std::invalid_argument) << size;
        EXPECT_THROW(aead_open(key, {}, sealed), std::invalid_argument) << size;
    }
}

TEST(Aead, ThereIsALimitToWhatIsSealedAtOnce) {
    const Bytes long_one(aead_bytes_max + 1);
    EXPECT_THROW(aead_seal(some_key(), {}, long_one), std::invalid_argument);
    EXPECT_THROW(aead_seal(some_key(), long_one, {}), std::invalid_argument);
    EXPECT_FALSE(aead_open(some_key(), {}, Bytes(aead_bytes_max + aead_nonce_size + aead_tag_size + 1)));
}

TEST(Aead, ThreadsDoNotMeet) {
    const Secret key = some_key();
    std::vector<std::thread> threads;
    std::array<int, 4> opened{};
    for (std::size_t t = 0; t < opened.size(); ++t)
        threads.emplace_back([&key, &count = opened[t], t] {
            const Bytes text(t + 1, static_cast<std::uint8_t>(t));
            for (int i = 0; i < 500; ++i)
                if (const auto back = aead_open(key, {}, aead_seal(key, {}, text));
                    back && bytes_of(*back) == text)
                    ++count;
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(opened, (std::array{500, 500, 500, 500}));
}

}  // namespace
}  // namespace suncrew::crypto

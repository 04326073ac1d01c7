#include "audit/leaf.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/base64.hpp"

namespace suncrew::audit {
namespace {

using testing::HasSubstr;
using testing::Not;

const Salt salt = [] {
    Salt bytes;
    bytes.fill(7);
    return bytes;
}();

SecurityEvent an_event() {
    return {.kind = EventKind::role_changed,
            .at = Instant{std::chrono::milliseconds{1'780'000'000'123}},
            .account = AccountId{Uuid{1}},
            .actor = AccountId{Uuid{2}},
            .acted_as = Party::security,
            .address = "192.0.2.17",
            .device = "Firefox on Linux",
            .before = "support",
            .after = "sales"};
}

TEST(Leaf, TellsWhenWhatAndInWhichRoleAndNothingElse) {
    const std::string leaf = leaf_of(an_event(), salt);
    EXPECT_THAT(leaf, testing::StartsWith("suncrew log entry v1\nat 2026-05-28T20:26:40.123Z\n"
                                          "action role_changed\nrole security\nactor "));
    for (const char* told : {"192.0.2.17", "Firefox", "support", "sales", "00000000-"})
        EXPECT_THAT(leaf, Not(HasSubstr(told)));
    EXPECT_LE(leaf.size(), 1000U) << "as long as its column";
}

TEST(Leaf, EachFieldIsCommittedToByItsOwnSalt) {
    const std::string leaf = leaf_of(an_event(), salt);
    for (const auto& [field, value] :
         {std::pair{Field::before, "support"}, std::pair{Field::after, "sales"}}) {
        const auto committed = crypto::base64url_encode(commitment(field_salt(salt, field), value));
        EXPECT_THAT(leaf, HasSubstr(std::string{name_of(field)} + " " + committed + "\n"));
    }
    EXPECT_NE(field_salt(salt, Field::before), field_salt(salt, Field::after));
}

TEST(Leaf, NoValueIsNotAnEmptyValue) {
    const auto key = field_salt(salt, Field::before);
    EXPECT_NE(commitment(key, std::nullopt), commitment(key, ""));
    EXPECT_NE(commitment(key, std::string{"\0", 1}), commitment(key, ""));
}

TEST(Leaf, WhateverChangesInAnEventChangesItsLeaf) {
    const std::string leaf = leaf_of(an_event(), salt);
    const auto differs = [&](auto change) {
        SecurityEvent event = an_event();
        change(event);
        return leaf_of(event, salt) != leaf;
    };
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.kind = EventKind::account_locked; }));
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.at += std::chrono::milliseconds{1}; }));
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.account = AccountId{Uuid{3}}; }));
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.account.reset(); }));
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.actor = AccountId{Uuid{3}}; }));
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.acted_as = Party::support; }));
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.grant = GrantId{Uuid{4}}; }));
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.address = "192.0.2.18"; }));
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.device = "Chrome on Linux"; }));
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.before = "sales"; }));
    EXPECT_TRUE(differs([](SecurityEvent& e) { e.after.reset(); }));
    Salt other = salt;
    other[31] = 8;
    EXPECT_NE(leaf_of(an_event(), other), leaf);
}

}  // namespace
}  // namespace suncrew::audit

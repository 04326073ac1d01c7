#include "crypto/secret.hpp"

#include <ostream>
#include <type_traits>

#include <gtest/gtest.h>

namespace suncrew::crypto {
namespace {

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret> && std::is_nothrow_move_assignable_v<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string> &&
              !std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<std::string_view, Secret>, "what is secret is said so");

TEST(SecretTest, ShowsItsBytesOnlyWhenAsked) {
    const Secret secret{std::string_view{"open sesame"}};
    EXPECT_EQ(secret.expose(), "open sesame");
    EXPECT_EQ(secret.size(), 11);
    EXPECT_EQ(secret.expose_bytes()[0], 'o');
}

TEST(SecretTest, AnEmptyOneHasAnAddressForFunctionsOfC) {
    const Secret none;
    const Secret empty{std::string_view{}};
    EXPECT_NE(none.expose().data(), nullptr);
    EXPECT_NE(empty.expose().data(), nullptr);
    EXPECT_NE(empty.expose_bytes().data(), nullptr);
    EXPECT_EQ(empty.expose(), "");
}

TEST(SecretTest, TakingWipesTheSource) {
    for (const std::size_t size : {std::size_t{5}, std::size_t{500}}) {
        std::string text(size, 'x');
        text.reserve(1000);
        const char* memory = text.data();
        const Secret secret = Secret::take(text);
        EXPECT_EQ(secret.size(), size);
        EXPECT_TRUE(text.empty());
        EXPECT_EQ(std::string_view(memory, size), std::string_view(std::string(size, '\0')));
    }
}

TEST(SecretTest, MovesLeaveNothingBehind) {
    Secret first{std::string_view{"one"}};
    Secret second{std::move(first)};
    EXPECT_EQ(second.expose(), "one");
    EXPECT_TRUE(first.empty());
    first = std::move(second);
    EXPECT_EQ(first.expose(), "one");
}

TEST(SecretTest, ACopyIsItsOwn) {
    const Secret first{std::string_view{"one"}};
    const Secret second = first.copy();
    EXPECT_EQ(second.expose(), "one");
    EXPECT_NE(second.expose().data(), first.expose().data());
}

TEST(SecretTest, ComparesWithoutOperator) {
    const Secret secret{std::string_view{"token"}};
    EXPECT_TRUE(equal_constant_time(secret, Secret{std::string_view{"token"}}));
    EXPECT_FALSE(equal_constant_time(secret, Secret{std::string_view{"toke"}}));
    EXPECT_FALSE(equal_constant_time(secret, Secret{std::string_view{"Token"}}));
    EXPECT_FALSE(equal_constant_time(secret, Secret{std::string_view{"tokeN"}}));
    EXPECT_TRUE(equal_constant_time(Secret{}, Secret{}));
}

}  // namespace
}  // namespace suncrew::crypto

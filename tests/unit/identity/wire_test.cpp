#include "identity/wire.hpp"

#include <gtest/gtest.h>

#include "identity/identity_fixture.hpp"
#include "wire/parse.hpp"

namespace suncrew::identity {
namespace {

SignUp read(const std::string& json) {
    return wire::Wire<SignUp>::read(wire::parse(json), {});
}
std::string with_password(const std::string& password) {
    return R"({"email":"Customer1@example.org","name":"Customer One","language":"es","password":")" +
           password + "\"}";
}
std::string with_email(const std::string& address) {
    return R"({"name":"Customer One","language":"es","password":"12345678","email":")" + address + "\"}";
}
std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

TEST(SignUpOnTheWire, IsRead) {
    const SignUp command = read(with_password("12345678"));
    EXPECT_EQ(command.email.text(), "customer1@example.org");
    EXPECT_EQ(command.name.text(), "Customer One");
    EXPECT_EQ(command.language, notify::Language::es);
    EXPECT_EQ(command.password->secret.expose(), "12345678");
}

TEST(SignUpOnTheWire, APasswordIsTakenExactlyAsTyped) {
    const SignUp odd = read(with_password("  a B\\t \\u0000c  "));
    EXPECT_EQ(odd.password->secret.expose(), std::string_view("  a B\t \0c  ", 11));
    // Composed and decomposed letters stay what they are.
    const SignUp letters = read(with_password("\xc3\xb1n\xcc\x83 123456"));
    EXPECT_EQ(letters.password->secret.expose(), "\xc3\xb1n\xcc\x83 123456");
}

TEST(SignUpOnTheWire, APasswordIsMeasuredInCharacters) {
    const std::string four_bytes = "\xf0\x9f\x8c\x9e";
    EXPECT_EQ(refusal([&] { read(with_password("1234567")); }), "too_short");
    EXPECT_EQ(refusal([&] { read(with_password(repeated(four_bytes, 7))); }), "too_short");
    EXPECT_EQ(refusal([&] { read(with_password(repeated(four_bytes, 8))); }), "not refused");
    EXPECT_EQ(refusal([&] { read(with_password(repeated(four_bytes, 128))); }), "not refused");
    EXPECT_EQ(refusal([&] { read(with_password(repeated(four_bytes, 129))); }), "too_long");
    EXPECT_EQ(refusal([&] { read(with_password(std::string(129, 'a'))); }), "too_long");
}

TEST(SignUpOnTheWire, WhatIsWrongIsNamed) {
    EXPECT_EQ(refusal([] { read(with_email("nobody")); }), "not_an_email");
    EXPECT_EQ(refusal([] { read(with_email("\xc3\xb1@example.org")); }), "email_not_ascii");
    EXPECT_EQ(refusal([] { read(with_email(std::string(250, 'a') + "@example.org")); }), "not_an_email");
    EXPECT_EQ(refusal([] { read(R"({"email":7,"name":"C","language":"es","password":"12345678"})"); }),
              "not_a_string");
    EXPECT_EQ(refusal([] { read(R"({"email":"a@b.org","name":"C","language":"es","password":12345678})"); }),
              "not_a_string");
    EXPECT_EQ(
        refusal([] { read(R"({"email":"a@b.org","name":"C","language":"fr","password":"12345678"})"); }),
        "unknown_value");
    EXPECT_EQ(refusal([] { read(R"({"email":"a@b.org","name":"C","language":"es"})"); }), "not refused")
        << "who gives no password enrols a passkey";
    EXPECT_EQ(refusal([] { read(R"({"email":"a@b.org","password":"12345678","language":"es"})"); }),
              "missing_member");
    EXPECT_EQ(
        refusal([] {
            read(R"({"email":"a@b.org","name":"C","language":"es","password":"12345678","role":"crew"})");
        }),
        "unknown_member");
}

TEST(SignInOnTheWire, TellsNothingOfWhatPasswordsLookLike) {
    const auto command =
        wire::Wire<SignIn>::read(wire::parse(R"({"email":"a@example.org","password":"x"})"), wire::Path{});
    EXPECT_EQ(command.password.secret.expose(), "x");
    wire::Schemas schemas;
    EXPECT_EQ(wire::Wire<ShownPassword>::schema(schemas).at("minLength"), 1);
    EXPECT_EQ(wire::Wire<NewPassword>::schema(schemas).at("minLength"), 8);
    EXPECT_EQ(wire::Wire<NewPassword>::schema(schemas).at("maxLength"), 128);
    EXPECT_EQ(wire::Wire<NewPassword>::schema(schemas).at("format"), "password");
}

template <class T>
concept StandsInAnAddress = requires(std::string_view text) {
    wire::Wire<T>::read_text(text, wire::Path{});
};
template <class T>
concept CanBeShown = requires(std::string& out, const T& value) {
    wire::Wire<T>::write(out, value);
};

static_assert(StandsInAnAddress<Email>);
static_assert(!StandsInAnAddress<NewPassword> && !StandsInAnAddress<ShownPassword> &&
                  !StandsInAnAddress<ShownToken>,
              "a secret never stands in a path or a query");
static_assert(!CanBeShown<NewPassword> && !CanBeShown<ShownPassword> && !CanBeShown<ShownToken>);

TEST(AccountOnTheWire, ShowsNothingButWhatIsAgreed) {
    const Account account{AccountId{},    "customer1@example.org", "Customer One",
                          Role::customer, notify::Language::en,    true};
    EXPECT_EQ(wire::encode(account),
              R"({"id":"00000000-0000-0000-0000-000000000000","email":"customer1@example.org",)"
              R"("name":"Customer One","role":"customer","language":"en","email_verified":true})");
    EXPECT_EQ(wire::encode(Nothing{}), "{}");
}

}  // namespace
}  // namespace suncrew::identity

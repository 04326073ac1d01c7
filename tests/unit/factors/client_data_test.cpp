#include "factors/client_data.hpp"

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "factors/webauthn_refused.hpp"

namespace suncrew::factors {
namespace {

using namespace std::string_literals;

const std::vector<std::uint8_t> challenge{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
const std::string challenge_text = "AAECAwQFBgcICQoLDA0ODw";

std::optional<WebauthnFault> fault_of(std::string_view json, Ceremony ceremony = Ceremony::assertion) {
    try {
        check_client_data(Bytes{reinterpret_cast<const std::uint8_t*>(json.data()), json.size()}, ceremony,
                          challenge, "https://suncrew.example");
        return std::nullopt;
    } catch (const WebauthnRefused& refused) {
        return refused.fault();
    }
}

std::string with(std::string_view type, std::string_view sent, std::string_view origin,
                 std::string_view more = "") {
    return R"({"type":")" + std::string{type} + R"(","challenge":")" + std::string{sent} + R"(","origin":")" +
           std::string{origin} + "\"" + std::string{more} + "}";
}

std::string honest(std::string_view more = "") {
    return with("webauthn.get", challenge_text, "https://suncrew.example", more);
}

TEST(ClientDataTest, BelievesAnHonestBrowser) {
    EXPECT_EQ(fault_of(honest()), std::nullopt);
    EXPECT_EQ(fault_of(honest(R"(,"crossOrigin":false)")), std::nullopt);
    EXPECT_EQ(fault_of(honest(R"(,"crossOrigin":false,"new_member":{"a":[1,null]})")), std::nullopt);
    EXPECT_EQ(
        fault_of(with("webauthn.create", challenge_text, "https://suncrew.example"), Ceremony::registration),
        std::nullopt);
}

TEST(ClientDataTest, TheCeremonyIsTheOneThatWasAskedFor) {
    EXPECT_EQ(fault_of(honest(), Ceremony::registration), WebauthnFault::client_data_type);
    for (const std::string_view type :
         {"webauthn.create", "webauthn.get ", "WEBAUTHN.GET", "payment.get", ""})
        EXPECT_EQ(fault_of(with(type, challenge_text, "https://suncrew.example")),
                  WebauthnFault::client_data_type)
            << type;
}

TEST(ClientDataTest, TheChallengeIsOurs) {
    for (const std::string_view sent :
         {"", "AAECAwQFBgcICQoLDA0ODg", "AAECAwQFBgcICQoLDA0O", "AAECAwQFBgcICQoLDA0ODxA",
          "AAECAwQFBgcICQoLDA0ODw==", "AAECAwQFBgcICQoLDA0ODx", "aaecawqfbgcicqolda0odw",
          "AAECAwQFBgcICQoLDA0ODw ", "////"})
        EXPECT_EQ(fault_of(with("webauthn.get", sent, "https://suncrew.example")), WebauthnFault::challenge)
            << sent;
}

TEST(ClientDataTest, TheOriginIsOursToTheLetter) {
    for (const std::string_view origin :
         {"", "https://suncrew.example.evil.example", "http://suncrew.example",
          "https://suncrew.example:8443", "https://suncrew.example/", "https://www.suncrew.example",
          "https://SUNCREW.example", "suncrew.example", "https://suncrew.example\\u0000",
          "https://suncrew.examplé", "null"})
        EXPECT_EQ(fault_of(with("webauthn.get", challenge_text, origin)), WebauthnFault::origin) << origin;
}

TEST(ClientDataTest, NoOtherSitesPageIsAroundOurs) {
    EXPECT_EQ(fault_of(honest(R"(,"crossOrigin":true)")), WebauthnFault::cross_origin);
    EXPECT_EQ(fault_of(honest(R"(,"crossOrigin":true,"topOrigin":"https://evil.example")")),
              WebauthnFault::cross_origin);
    EXPECT_EQ(fault_of(honest(R"(,"topOrigin":"https://suncrew.example")")), WebauthnFault::cross_origin);
    EXPECT_EQ(fault_of(honest(R"(,"topOrigin":null)")), WebauthnFault::cross_origin);
    for (const std::string_view value : {"null", "0", "\"false\"", "\"true\"", "{}", "[]"})
        EXPECT_EQ(fault_of(honest(R"(,"crossOrigin":)" + std::string{value})), WebauthnFault::client_data)
            << value;
}

TEST(ClientDataTest, NoMemberStandsTwice) {
    EXPECT_EQ(fault_of(honest(R"(,"origin":"https://suncrew.example")")), WebauthnFault::client_data);
    EXPECT_EQ(fault_of(honest(R"(,"crossOrigin":false,"crossOrigin":false)")), WebauthnFault::client_data);
    EXPECT_EQ(fault_of(honest(R"(,"\u0074ype":"webauthn.get")")), WebauthnFault::client_data)
        << "however written";
    EXPECT_EQ(fault_of(honest(R"(,"a":{"b":1,"b":2})")), WebauthnFault::client_data);
}

TEST(ClientDataTest, MembersAreThereAndTexts) {
    for (
        const std::string_view json :
        {R"({"challenge":"AAECAwQFBgcICQoLDA0ODw","origin":"https://suncrew.example"})",
         R"({"type":"webauthn.get","origin":"https://suncrew.example"})",
         R"({"type":"webauthn.get","challenge":"AAECAwQFBgcICQoLDA0ODw"})",
         R"({"type":1,"challenge":"AAECAwQFBgcICQoLDA0ODw","origin":"https://suncrew.example"})",
         R"({"type":"webauthn.get","challenge":["AAECAwQFBgcICQoLDA0ODw"],"origin":"https://suncrew.example"})",
         R"({"type":"webauthn.get","challenge":"AAECAwQFBgcICQoLDA0ODw","origin":null})", "[]", "null",
         "\"\"", "1"})
        EXPECT_EQ(fault_of(json), WebauthnFault::client_data) << json;
}

TEST(ClientDataTest, ItIsOneJsonTextInUtf8) {
    EXPECT_EQ(fault_of(""), WebauthnFault::client_data);
    EXPECT_EQ(fault_of("\xef\xbb\xbf" + honest()), WebauthnFault::client_data) << "byte order mark";
    EXPECT_EQ(fault_of(honest() + "{}"), WebauthnFault::client_data);
    EXPECT_EQ(fault_of(honest() + "\0"s), WebauthnFault::client_data);
    EXPECT_EQ(fault_of(honest(",\"a\":\"\xff\"")), WebauthnFault::client_data);
    EXPECT_EQ(fault_of(honest(",\"a\":1,")), WebauthnFault::client_data);
    EXPECT_EQ(fault_of(honest(",\"a\":" + std::string(2'000, '[') + std::string(2'000, ']'))),
              WebauthnFault::client_data);
    const std::string whole = honest();
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(fault_of(whole.substr(0, size)), WebauthnFault::client_data) << size;
}

}  // namespace
}  // namespace suncrew::factors

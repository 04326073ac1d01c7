#include "notify/mail.hpp"

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

#include "crypto/base64.hpp"

namespace suncrew::notify {
namespace {

const Instant morning =
    std::chrono::sys_days{std::chrono::year{2026} / 5 / 4} + std::chrono::milliseconds{34'200'007};

Posted posted(std::string recipient, std::string subject, std::string body) {
    return {7, morning, {std::move(recipient), std::move(subject), std::move(body)}};
}
std::string composed(const std::string& subject, const std::string& body,
                     Transfer transfer = Transfer::base64) {
    return compose(posted("customer1@example.org", subject, body), "no-reply@example.org", transfer);
}
std::string_view body_of(std::string_view message) {
    return message.substr(message.find("\r\n\r\n") + 4);
}
bool has_line(std::string_view message, const std::string& line) {
    return message.find("\r\n" + line + "\r\n") != std::string_view::npos;
}

TEST(Mail, IsAMessageByTheStandard) {
    EXPECT_EQ(composed("Hello", "One\nTwo\n"),
              "From: Suncrew <no-reply@example.org>\r\n"
              "To: <customer1@example.org>\r\n"
              "Subject: Hello\r\n"
              "Date: Mon, 04 May 2026 09:30:00 +0000\r\n"
              "Message-ID: <outbox.7.1777887000007@example.org>\r\n"
              "Auto-Submitted: auto-generated\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n"
              "Content-Transfer-Encoding: 7bit\r\n"
              "\r\n"
              "One\r\nTwo\r\n");
}

TEST(Mail, TwiceTheSameRowIsTheSameMessage) {
    EXPECT_EQ(composed("Hello", "One\n"), composed("Hello", "One\n"));
}

TEST(Mail, NothingInARecipientCanAddAHeaderOrARecipient) {
    for (const char* recipient :
         {"a@example.org\r\nBcc: b@example.org", "a@example.org\nBcc: b@example.org",
          "a@example.org, b@example.org", "a@example.org> SIZE=1\r\nRCPT TO:<b@example.org",
          "<a@example.org>", "a b@example.org", "a@example.org ", "a@b@example.org", "example.org",
          "@example.org", "a@", "", "\xc3\xb1@example.org", "\"a\"@example.org", "a@example.org\t"})
        EXPECT_THROW(
            compose(posted(recipient, "Hello", "One\n"), "no-reply@example.org", Transfer::eight_bit),
            std::invalid_argument)
            << recipient;
    EXPECT_THROW(compose(posted(std::string{"a@example.org\0x", 15}, "Hello", ""), "no-reply@example.org",
                         Transfer::eight_bit),
                 std::invalid_argument);
}

TEST(Mail, NothingInASubjectCanAddAHeader) {
    for (const char* subject :
         {"Hello\r\nBcc: b@example.org", "Hello\nBcc: b@example.org", "Hello\r", "\x7f", ""})
        EXPECT_THROW(composed(subject, "One\n"), std::invalid_argument) << subject;
    EXPECT_THROW(composed(std::string{"a\0b", 3}, "One\n"), std::invalid_argument);
    EXPECT_THROW(composed(std::string(subject_bytes_max + 1, 'a'), "One\n"), std::invalid_argument);
}

TEST(Mail, ASenderIsAnAddressToo) {
    EXPECT_THROW(
        compose(posted("a@example.org", "Hello", ""), "x\r\nBcc: b@example.org", Transfer::eight_bit),
        std::invalid_argument);
}

TEST(Mail, ABodyHoldsLinesAndNoOtherControl) {
    for (const char* body : {"One\r\nTwo", "\x1b[31m", "\x08"})
        EXPECT_THROW(composed("Hello", body), std::invalid_argument) << body;
    EXPECT_THROW(composed("Hello", std::string(body_bytes_max + 1, 'a')), std::invalid_argument);
    EXPECT_NO_THROW(composed("Hello", "One\n\tTwo\n"));
}

/// The text of one encoded word (RFC 2047) in base64.
std::string decoded_word(std::string_view word) {
    std::string coded{word.substr(word.find("?B?") + 3)};
    coded.resize(coded.find_first_of("=?"));
    std::replace(coded.begin(), coded.end(), '+', '-');
    std::replace(coded.begin(), coded.end(), '/', '_');
    const auto bytes = crypto::base64url_decode(coded);
    return bytes ? std::string{bytes->begin(), bytes->end()} : "not base64";
}

TEST(Mail, ASubjectBeyondAsciiIsEncodedInWordsOfWholeLetters) {
    std::string subject = "Ya";
    for (int i = 0; i < 60; ++i)
        subject += "\xc3\xb1";
    const std::string message = composed(subject, "One\n");
    std::string_view lines{message};
    lines = lines.substr(lines.find("Subject: ") + 8, lines.find("\r\nDate:") - lines.find("Subject: ") - 8);
    std::string decoded;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find("\r\n"));
        EXPECT_LE(line.size(), 76U);
        EXPECT_TRUE(line.starts_with(" =?UTF-8?B?") && line.ends_with("?=")) << line;
        const std::string piece = decoded_word(line);
        EXPECT_NE(static_cast<unsigned char>(piece.front()) & 0xc0U, 0x80U) << "a letter was cut";
        decoded += piece;
        lines.remove_prefix(std::min(lines.size(), line.size() + 2));
    }
    EXPECT_EQ(decoded, subject);
}

TEST(Mail, AnAsciiSubjectThatLooksEncodedIsShownAsItIs) {
    EXPECT_EQ(composed("=?UTF-8?B?Zm9v?=", "One\n").find("Subject: =?UTF-8?B?Zm9v?=\r\n"), std::string::npos);
}

TEST(Mail, ABodyBeyondAsciiGoesInBase64ToAServer) {
    const std::string body =
        "Ma\xc3\xb1"
        "ana\n" +
        std::string(300, 'x') + "\n";
    const std::string message = composed("Hello", body);
    EXPECT_TRUE(has_line(message, "Content-Transfer-Encoding: base64"));
    std::string expected =
        "Ma\xc3\xb1"
        "ana\r\n" +
        std::string(300, 'x') + "\r\n";
    std::string encoded{body_of(message)};
    for (std::size_t at = 0; at < encoded.size(); at = encoded.find('\n', at) + 1)
        EXPECT_LE(encoded.find('\r', at) - at, 76U);
    std::erase_if(encoded, [](char c) { return c == '\r' || c == '\n'; });
    EXPECT_EQ(encoded, crypto::base64_encode(expected));
}

TEST(Mail, ABodyBeyondAsciiStaysReadableInAFile) {
    const std::string message = composed("Hello",
                                         "Ma\xc3\xb1"
                                         "ana\n",
                                         Transfer::eight_bit);
    EXPECT_TRUE(has_line(message, "Content-Transfer-Encoding: 8bit"));
    EXPECT_EQ(body_of(message),
              "Ma\xc3\xb1"
              "ana\r\n");
}

TEST(Mail, ALineLongerThanMailAllowsIsEncoded) {
    EXPECT_TRUE(has_line(composed("Hello", std::string(999, 'x')), "Content-Transfer-Encoding: base64"));
    EXPECT_TRUE(has_line(composed("Hello", std::string(998, 'x')), "Content-Transfer-Encoding: 7bit"));
}

}  // namespace
}  // namespace suncrew::notify

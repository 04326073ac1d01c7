#include "notify/mail.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string_view>

#include "crypto/base64.hpp"

namespace suncrew::notify {
namespace {

constexpr std::size_t line_bytes_max = 998;         // RFC 5322, 2.1.1
constexpr std::size_t encoded_line_bytes_max = 76;  // RFC 2045, 6.8
constexpr std::size_t word_bytes_max = 75;          // RFC 2047, 2

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}
bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
bool continues_code_point(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

std::size_t longest_line(std::string_view text) {
    std::size_t longest = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        longest = std::max(longest, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return longest;
}

std::string with_crlf(std::string_view text) {
    std::string lines;
    lines.reserve(text.size() + 64);
    for (const char c : text) {
        if (c == '\n')
            lines += '\r';
        lines += c;
    }
    if (!lines.ends_with('\n'))
        lines += "\r\n";
    return lines;
}

std::string in_base64_lines(std::string_view text) {
    const std::string encoded = crypto::base64_encode(text);
    std::string lines;
    for (std::size_t at = 0; at < encoded.size(); at += encoded_line_bytes_max)
        lines.append(encoded, at, encoded_line_bytes_max).append("\r\n");
    return lines;
}

/// A subject that is not ASCII becomes encoded words of whole code points, one a line (RFC 2047).
std::string encoded_subject(std::string_view subject) {
    // A text like an encoded word would be shown as what it decodes to, so it is encoded too.
    if (is_ascii(subject) && subject.find("=?") == std::string_view::npos &&
        subject.size() <= line_bytes_max - std::string_view{"Subject: "}.size())
        return std::string{subject};
    constexpr std::string_view opening = "=?UTF-8?B?";
    constexpr std::string_view closing = "?=";
    constexpr std::size_t piece_bytes_max = (word_bytes_max - opening.size() - closing.size()) / 4 * 3;
    std::string words;
    while (!subject.empty()) {
        std::size_t size = std::min(subject.size(), piece_bytes_max);
        while (size > 1 && size < subject.size() && continues_code_point(subject[size]))
            --size;
        if (!words.empty())
            words += "\r\n ";
        words.append(opening).append(crypto::base64_encode(subject.substr(0, size))).append(closing);
        subject.remove_prefix(size);
    }
    return words;
}

/// Such as `Mon, 04 May 2026 09:30:00 +0000` (RFC 5322, 3.3).
std::string mail_date(Instant instant) {
    constexpr std::array week{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(instant - day)};
    std::array<char, 64> text;
    const int size =
        std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                      week[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                      months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                      static_cast<int>(time.seconds().count()));
    return {text.data(), static_cast<std::size_t>(size)};
}

std::string message_id(const Posted& posted, const std::string& sender) {
    return "<outbox." + std::to_string(posted.id) + '.' +
           std::to_string(posted.created_at.time_since_epoch().count()) + sender.substr(sender.find('@')) +
           '>';
}

}  // namespace

void check_address(const std::string& address) {
    constexpr std::string_view special = "<>,;:\"()[]\\";
    const bool visible = std::all_of(address.begin(), address.end(), [&](char c) {
        return c > ' ' && c <= '~' && special.find(c) == std::string_view::npos;
    });
    if (!visible || address.size() > recipient_bytes_max ||
        std::count(address.begin(), address.end(), '@') != 1 || address.front() == '@' ||
        address.back() == '@')
        throw std::invalid_argument{"a mail address that is none"};
}

void check_mail(const Mail& mail) {
    check_address(mail.recipient);
    if (mail.subject.empty() || mail.subject.size() > subject_bytes_max ||
        std::any_of(mail.subject.begin(), mail.subject.end(), is_control))
        throw std::invalid_argument{"a mail subject that is not one line"};
    if (mail.body.size() > body_bytes_max || std::any_of(mail.body.begin(), mail.body.end(), [](char c) {
            return is_control(c) && c != '\n' && c != '\t';
        }))
        throw std::invalid_argument{"a mail body with control characters, or too long"};
}

std::string compose(const Posted& posted, const std::string& sender, Transfer transfer) {
    const Mail& mail = posted.mail;
    check_address(sender);
    check_mail(mail);
    const bool plain = is_ascii(mail.body) && longest_line(mail.body) <= line_bytes_max;
    const bool as_it_is = plain || transfer == Transfer::eight_bit;
    std::string message;
    message += "From: Suncrew <" + sender + ">\r\n";
    message += "To: <" + mail.recipient + ">\r\n";
    message += "Subject: " + encoded_subject(mail.subject) + "\r\n";
    message += "Date: " + mail_date(posted.created_at) + "\r\n";
    message += "Message-ID: " + message_id(posted, sender) + "\r\n";
    message += "Auto-Submitted: auto-generated\r\n";  // RFC 3834: no out-of-office answers, please
    message += "MIME-Version: 1.0\r\n";
    message += "Content-Type: text/plain; charset=utf-8\r\n";
    message += std::string{"Content-Transfer-Encoding: "} +
               (plain      ? "7bit"
                : as_it_is ? "8bit"
                           : "base64") +
               "\r\n\r\n";
    message += as_it_is ? with_crlf(mail.body) : in_base64_lines(with_crlf(mail.body));
    return message;
}

}  // namespace suncrew::notify

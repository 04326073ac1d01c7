#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace suncrew::identity {

/// An e-mail address, in the one form it is kept and compared in: ASCII, lower case in both parts. RFC 5321
/// lets a server tell local parts apart by case; none in use does, and two accounts that differ in case alone
/// would be a trap. Dots and `+tags` are left as they are: those are different mailboxes at some hosts.
class Email {
public:
    static constexpr std::size_t length_max = 254;  ///< RFC 5321, 4.5.3.1.3, without the angle brackets
    static constexpr std::string_view refused_as = "not_an_email";
    /// As a JavaScript regular expression, for forms; `parse` knows the lengths too.
    static constexpr const char* json_pattern =
        R"(^[A-Za-z0-9!#$%&'*+\/=?^_`\{\|\}~\-]+(\.[A-Za-z0-9!#$%&'*+\/=?^_`\{\|\}~\-]+)*@([A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9\-]*[A-Za-z0-9])$)";

    /// No address; what a command has before it is read.
    Email() = default;

    /// Reads `local@domain`: a dot-atom of at most 64 characters (RFC 5322, 3.2.3) and a domain name of two
    /// labels or more (RFC 1035) that does not end in a number. No quoted local part, no comment, no IP
    /// address.
    static std::optional<Email> parse(std::string_view text);

    const std::string& text() const { return text_; }
    std::string_view local_part() const { return std::string_view{text_}.substr(0, text_.find('@')); }

private:
    explicit Email(std::string text) : text_{std::move(text)} {}
    std::string text_;
};

}  // namespace suncrew::identity

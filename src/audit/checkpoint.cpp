#include "audit/checkpoint.hpp"

#include <algorithm>
#include <charconv>

#include "crypto/base64.hpp"

namespace suncrew::audit {
namespace {

std::optional<std::string_view> cut_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == text.npos || end == 0)
        return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

/// Decimal, without leading zeroes.
std::optional<std::uint64_t> parse_size(std::string_view text) {
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc{} || end != text.data() + text.size() || (text[0] == '0' && text.size() > 1) ||
        size > leaves_max)
        return std::nullopt;
    return size;
}

std::optional<Hash> parse_hash(std::string_view text) {
    const auto bytes = crypto::base64_decode(text);
    Hash hash;
    if (!bytes || bytes->size() != hash.size())
        return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), hash.begin());
    return hash;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
    return checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' +
           crypto::base64_encode(checkpoint.root) + '\n';
}

std::optional<Checkpoint> parse_checkpoint(std::string_view text) {
    const auto origin = cut_line(text);
    const auto size_line = cut_line(text);
    const auto root_line = cut_line(text);
    if (!origin || !size_line || !root_line)
        return std::nullopt;
    while (!text.empty())
        if (!cut_line(text))
            return std::nullopt;
    const auto size = parse_size(*size_line);
    const auto root = parse_hash(*root_line);
    if (!size || !root)
        return std::nullopt;
    return Checkpoint{std::string{*origin}, *size, *root};
}

std::optional<Checkpoint> open_checkpoint(const NoteVerifier& key, std::string_view note) {
    const auto text = key.open(note);
    if (!text)
        return std::nullopt;
    auto checkpoint = parse_checkpoint(*text);
    if (!checkpoint || checkpoint->origin != key.name())
        return std::nullopt;
    return checkpoint;
}

}  // namespace suncrew::audit

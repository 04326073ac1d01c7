#include "sealing/row_mark.hpp"

#include <bit>
#include <cstring>
#include <utility>

#include "base/log.hpp"
#include "crypto/hmac.hpp"
#include "sealing/keyring.hpp"

namespace suncrew::sealing {
namespace {

void add_number(std::string& text, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        text.push_back(static_cast<char>(number >> shift & 0xff));
}

RowMark mark_of(std::uint32_t version, const crypto::Secret& key, std::string_view content) {
    const auto digest = crypto::hmac_sha256(key, content);
    RowMark mark;
    mark.reserve(row_mark_size);
    for (int shift = 24; shift >= 0; shift -= 8)
        mark.push_back(static_cast<std::uint8_t>(version >> shift & 0xff));
    mark.insert(mark.end(), digest.begin(), digest.end());
    return mark;
}

std::uint32_t version_of(const RowMark& mark) {
    std::uint32_t version = 0;
    for (std::size_t i = 0; i < 4; ++i)
        version = version << 8 | mark[i];
    return version;
}

/// In a time that tells nothing of how many bytes are right: who writes the mark and can ask again would find
/// the rest of them one after the other.
bool same(const RowMark& a, const RowMark& b) {
    if (a.size() != b.size())
        return false;
    volatile std::uint8_t difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = static_cast<std::uint8_t>(difference | (a[i] ^ b[i]));
    return difference == 0;
}

}  // namespace

void MarkedRow::add(const store::Value& column) {
    using Kind = store::Value::Kind;
    content_.push_back(static_cast<char>('0' + static_cast<int>(column.kind)));
    switch (column.kind) {
        case Kind::null:
            return;
        case Kind::integer:
            add_number(content_, static_cast<std::uint64_t>(column.integer));
            return;
        case Kind::real:
            add_number(content_, std::bit_cast<std::uint64_t>(column.real));
            return;
        case Kind::text:
        case Kind::bytes:
            add_number(content_, column.text.size());
            content_.append(column.text);
    }
}

Keyring::Wrapping Keyring::row_key_of(const crypto::Secret& wrapping) {
    return std::make_shared<const crypto::Secret>(
        crypto::hkdf_sha256(wrapping, {}, "suncrew marks of rows 1", 32));
}

Keyring::Wrapping Keyring::row_key(store::Reading& reading, std::uint32_t version) {
    const auto now = loaded();
    if (const auto found = now->rows.find(version); found != now->rows.end())
        return found->second;
    try {
        return row_key_of(*wrapping(reading, version));
    } catch (const DoesNotOpen&) {
        return nullptr;
    } catch (const keys::Refused&) {
        return nullptr;
    }
}

RowMark Keyring::mark(const MarkedRow& row) {
    const auto now = loaded();
    const auto& [newest, key] = *now->rows.rbegin();
    return mark_of(newest, *key, row.content());
}

bool Keyring::fits(store::Reading& reading, const MarkedRow& row, const std::optional<RowMark>& mark) {
    if (!mark || mark->size() != row_mark_size)
        return false;
    const std::uint32_t version = version_of(*mark);
    const auto key = row_key(reading, version);
    return key && same(mark_of(version, *key, row.content()), *mark);
}

bool Keyring::is_ours(store::Reading& reading, const MarkedRow& row, const std::optional<RowMark>& mark,
                      const std::optional<AccountId>& whose) {
    if (fits(reading, row, mark))
        return true;
    tell({row.table(), Forged::mark, whose});
    return false;
}

void Keyring::tell(const Forgery& forgery) const {
    log::error(forgery.what == Forged::plain ? "plain_value" : "forged_row", {{"table", forgery.table}});
    if (told_)
        told_(forgery);
}

void Keyring::tell_forgeries(std::function<void(const Forgery&)> told) {
    told_ = std::move(told);
}

}  // namespace suncrew::sealing

#include "audit/kept_values.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>
#include <tuple>

#include "base/id.hpp"
#include "crypto/base64.hpp"
#include "crypto/hash.hpp"

namespace suncrew::audit {
namespace {

constexpr std::size_t digest_letters = 22;  // 128 bits
constexpr std::string_view of_orders = "orders/";
constexpr std::string_view of_accounts = "accounts/";
constexpr std::string_view epoch_column = "epoch";

using Text = std::optional<std::string>;
using Cells = std::map<std::string, Text>;

Cells order_cells(store::Reading& reading, OrderId order) {
    const auto cells = reading.one<Text, Text, Text, Text, Text>(
        "select contact_name, contact_phone, street, postcode, note from orders"
        " where id = ? and customer in (select id from accounts where erased_at is null)",
        order);
    if (!cells)
        return {};
    const auto& [name, phone, street, postcode, note] = *cells;
    return {{"contact_name", name},
            {"contact_phone", phone},
            {"street", street},
            {"postcode", postcode},
            {"note", note}};
}

Cells account_cells(store::Reading& reading, AccountId account) {
    const auto cells = reading.one<Text, Text>(
        "select name, email from accounts where id = ? and erased_at is null", account);
    if (!cells)
        return {};
    return {{"name", std::get<0>(*cells)}, {"email", std::get<1>(*cells)}};
}

/// The sealed columns that can be written anew; empty where the row is gone or its person is erased.
Cells cells_of(store::Reading& reading, std::string_view row) {
    const bool is_order = row.starts_with(of_orders);
    const auto id = parse_uuid(row.substr(is_order ? of_orders.size() : of_accounts.size()));
    if (!id)
        return {};
    return is_order ? order_cells(reading, OrderId{*id}) : account_cells(reading, AccountId{*id});
}

/// Whether a row was written since: the house goes on while its log is read. That an event without an entry
/// is a flaw is looked at elsewhere.
bool given_since(store::Reading& reading, const std::string& row, std::int64_t event) {
    return reading
        .value<bool>(
            "select exists (select 1 from security_events where id > ? and kind in ('change_applied',"
            " 'email_changed', 'enrolment_link_used') and after_value like ?)",
            event, '%' + row + ' ' + '%')
        .value();
}

}  // namespace

std::string kept_value(std::string_view column, std::string_view kept) {
    std::string text{column};
    text.append("=").append(crypto::base64url_encode(crypto::sha256(kept)), 0, digest_letters);
    return text;
}

std::string epoch_word(std::int64_t epoch) {
    return std::string{epoch_column} + '=' + std::to_string(epoch);
}

std::optional<std::int64_t> epoch_in(std::string_view after) {
    constexpr std::string_view sign = " epoch=";
    const std::size_t inside = after.find(sign);
    if (!after.starts_with(sign.substr(1)) && inside == after.npos)
        return std::nullopt;
    const std::string_view digits =
        after.substr(after.starts_with(sign.substr(1)) ? sign.size() - 1 : inside + sign.size());
    std::int64_t epoch = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), epoch);
    return read.ec == std::errc{} ? std::optional{epoch} : std::nullopt;
}

std::string kept_row(store::Reading& reading, std::string_view row,
                     std::span<const std::string_view> columns) {
    const Cells cells = cells_of(reading, row);
    std::string text{row};
    for (const std::string_view column : columns) {
        const auto cell = cells.find(std::string{column});
        text.append(" ").append(cell != cells.end() && cell->second ? kept_value(column, *cell->second)
                                                                    : std::string{column});
    }
    return text;
}

void KeptValues::take(std::int64_t event, const std::string& after) {
    last_event_ = std::max(last_event_, event);
    std::istringstream words{after};
    std::string row;
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        if (word.starts_with(of_orders) || word.starts_with(of_accounts))
            row = word;
        else if (equals != std::string::npos && !row.empty() && word.substr(0, equals) != epoch_column) {
            Given& given = rows_[row].try_emplace(word.substr(0, equals), Given{event, word}).first->second;
            if (event > given.event)
                given = {event, word};
        }
    }
}

void KeptValues::compare(store::Reading& reading, LogFlaws& found) const {
    for (const auto& [row, columns] : rows_) {
        const Cells cells = cells_of(reading, row);
        for (const auto& [column, given] : columns) {
            const auto cell = cells.find(column);
            if (cell != cells.end() && (!cell->second || kept_value(column, *cell->second) != given.value) &&
                !given_since(reading, row, last_event_))
                found.complain(row + ": " + column + " is not what it was last given");
        }
    }
}

}  // namespace suncrew::audit

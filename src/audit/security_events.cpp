#include "audit/security_events.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <utility>

#include <boost/describe/enum_to_string.hpp>

#include "audit/event_form.hpp"
#include "audit/kept_values.hpp"
#include "audit/log.hpp"
#include "audit/network.hpp"
#include "base/log.hpp"
#include "store/enum_column.hpp"

namespace suncrew::audit {
namespace {

constexpr int batch_max = 500;

void check_text(std::string_view text, std::size_t bytes_max) {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (text.size() > bytes_max || !plain)
        throw std::invalid_argument{"a security event with a text that it cannot keep"};
}

void check(const SecurityEvent& event) {
    check_text(event.address, address_bytes_max);
    check_text(event.device, device_bytes_max);
    check_text(event.before.value_or(""), change_bytes_max);
    check_text(event.after.value_or(""), change_bytes_max);
}

EventKind kind_named(const std::string& name) {
    return store::enum_named<EventKind>(name, "the kind of a security event");
}

Party party_named(const std::string& name) {
    return store::enum_named<Party>(name, "the party of a security event");
}

using Row = std::tuple<std::int64_t, Instant, std::string, std::optional<AccountId>, std::optional<AccountId>,
                       std::string, std::optional<GrantId>, std::string, std::string,
                       std::optional<std::string>, std::optional<std::string>>;

std::vector<RecordedEvent> events_from(std::vector<Row>&& rows) {
    std::vector<RecordedEvent> events;
    events.reserve(rows.size());
    for (Row& row : rows) {
        auto& [id, at, kind, account, actor, acted_as, grant, address, device, before, after] = row;
        events.push_back({id,
                          {.kind = kind_named(kind),
                           .at = at,
                           .account = account,
                           .actor = actor,
                           .acted_as = party_named(acted_as),
                           .grant = grant,
                           .address = std::move(address),
                           .device = std::move(device),
                           .before = std::move(before),
                           .after = std::move(after)}});
    }
    return events;
}

std::int64_t below(std::optional<std::int64_t> before) {
    return before.value_or(std::numeric_limits<std::int64_t>::max());
}

/// What a browser writes of itself, and what we call it. The first that is found counts: nearly all of them
/// also claim to be Chrome and Safari (MDN, "Browser detection using the user agent string").
using Name = std::pair<std::string_view, std::string_view>;
constexpr std::array browsers{
    Name{"Edg", "Edge"},         Name{"OPR/", "Opera"},       Name{"SamsungBrowser/", "Samsung Internet"},
    Name{"Firefox/", "Firefox"}, Name{"FxiOS/", "Firefox"},   Name{"CriOS/", "Chrome"},
    Name{"Chrome/", "Chrome"},   Name{"Chromium/", "Chrome"}, Name{"Safari/", "Safari"},
    Name{"curl/", "curl"},
};
constexpr std::array systems{
    Name{"iPhone", "iPhone"}, Name{"iPad", "iPad"},       Name{"Android", "Android"},
    Name{"CrOS", "ChromeOS"}, Name{"Windows", "Windows"}, Name{"Macintosh", "macOS"},
    Name{"Linux", "Linux"},
};

template <std::size_t N>
std::string_view first_in(std::string_view text, const std::array<Name, N>& names) {
    for (const auto& [sign, name] : names)
        if (text.find(sign) != text.npos)
            return name;
    return {};
}

/// Each may be unknown.
std::string device_named(std::string_view browser, std::string_view system) {
    if (browser.empty())
        return system.empty() ? "unknown device" : "unknown browser on " + std::string{system};
    return system.empty() ? std::string{browser} : std::string{browser} + " on " + std::string{system};
}

}  // namespace

std::string_view name_of(EventKind kind) {
    return boost::describe::enum_to_string(kind, "");
}

bool asks_for_entry(EventKind kind, const std::optional<AccountId>& actor,
                    const std::optional<std::string>& after) {
    return is_change(kind) || actor || epoch_in(after.value_or(""));
}

std::string_view name_of(Party party) {
    return boost::describe::enum_to_string(party, "");
}

std::int64_t record(store::Writing& writing, const SecurityEvent& event) {
    check(event);
    const std::int64_t id = writing.insert(
        "insert into security_events"
        " (at, kind, account, actor, acted_as, grant_id, address, network, device, before_value, after_value)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        event.at, name_of(event.kind), event.account, event.actor, name_of(event.acted_as), event.grant,
        event.address, network_of(event.address), event.device, event.before, event.after);
    if (asks_for_entry(event.kind, event.actor, event.after))
        append_entry(writing, event, id);
    log::security_event(outgoing_form(id, event));
    return id;
}

std::string device_name(std::string_view user_agent) {
    return device_named(first_in(user_agent, browsers), first_in(user_agent, systems));
}

bool is_device_name(std::string_view text) {
    const auto with_any_system = [text](std::string_view browser) {
        return text == device_named(browser, {}) ||
               std::any_of(systems.begin(), systems.end(),
                           [&](const Name& system) { return text == device_named(browser, system.second); });
    };
    return with_any_system({}) || std::any_of(browsers.begin(), browsers.end(), [&](const Name& browser) {
               return with_any_system(browser.second);
           });
}

std::vector<RecordedEvent> events_about(store::Reading& reading, AccountId account,
                                        std::optional<std::int64_t> before, int limit) {
    return events_from(reading.rows<std::int64_t, Instant, std::string, std::optional<AccountId>,
                                    std::optional<AccountId>, std::string, std::optional<GrantId>,
                                    std::string, std::string, std::optional<std::string>,
                                    std::optional<std::string>>(
        "select id, at, kind, account, actor, acted_as, grant_id, address, device, before_value, after_value"
        " from security_events where account = ? and id < ? order by id desc limit ?",
        account, below(before), limit));
}

std::vector<RecordedEvent> logged_events_about(store::Reading& reading, AccountId account,
                                               std::optional<std::int64_t> before, int limit) {
    return events_from(
        reading.rows<std::int64_t, Instant, std::string, std::optional<AccountId>, std::optional<AccountId>,
                     std::string, std::optional<GrantId>, std::string, std::string,
                     std::optional<std::string>, std::optional<std::string>>(
            "select e.id, e.at, e.kind, e.account, e.actor, e.acted_as, e.grant_id, e.address, e.device, "
            "e.before_value,"
            " e.after_value from security_events e join log_entries l on l.event = e.id"
            " where e.account = ? and e.id < ? order by e.id desc limit ?",
            account, below(before), limit));
}

std::vector<RecordedEvent> events(store::Reading& reading, std::optional<AccountId> account,
                                  std::optional<std::int64_t> before, int limit) {
    if (account)
        return events_about(reading, *account, before, limit);
    return events_from(reading.rows<std::int64_t, Instant, std::string, std::optional<AccountId>,
                                    std::optional<AccountId>, std::string, std::optional<GrantId>,
                                    std::string, std::string, std::optional<std::string>,
                                    std::optional<std::string>>(
        "select id, at, kind, account, actor, acted_as, grant_id, address, device, before_value, after_value"
        " from security_events where id < ? order by id desc limit ?",
        below(before), limit));
}

bool opened_between(store::Reading& reading, AccountId account, AccountId actor, std::string_view what,
                    Instant since, Instant now) {
    return *reading.value<bool>(
        "select exists (select 1 from security_events e join log_entries l on l.event = e.id"
        " where e.account = ? and e.kind = 'data_opened' and e.actor = ? and e.after_value = ? and e.at > ?"
        " and e.at <= ?)",
        account, actor, what, since, now);
}

std::vector<RecordedEvent> stored_events_after(store::Reading& reading, std::int64_t after, int limit) {
    return events_from(reading.rows<std::int64_t, Instant, std::string, std::optional<AccountId>,
                                    std::optional<AccountId>, std::string, std::optional<GrantId>,
                                    std::string, std::string, std::optional<std::string>,
                                    std::optional<std::string>>(
        "select id, at, kind, account, actor, acted_as, grant_id, address, device, before_value, after_value"
        " from security_events where id > ? order by id limit ?",
        after, limit));
}

std::int64_t delete_old_events(store::Writing& writing, Instant now) {
    std::vector<std::int64_t> ids;
    for (const auto& [id] : writing.rows<std::int64_t>(
             "select id from security_events where at < ? order by at limit ?", now - events_kept, batch_max))
        ids.push_back(id);
    return delete_events(writing, ids);
}

std::int64_t delete_events(store::Writing& writing, const std::vector<std::int64_t>& ids) {
    if (ids.empty())
        return 0;
    forget_values(writing, ids);
    return writing.run({"delete from security_events where id in (select value from json_each(?))",
                        "delete from security_events where id in"
                        " (select j.value from json_table(?, '$[*]' columns(value bigint path '$')) j)"},
                       store::json_list(std::span<const std::int64_t>{ids}));
}

}  // namespace suncrew::audit

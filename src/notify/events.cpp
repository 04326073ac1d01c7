#include "notify/events.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace suncrew::notify {
namespace {

constexpr int batch_max = 500;
constexpr std::size_t gaps_max = 1000;

void check_part(std::string_view text, std::size_t bytes_max) {
    const bool plain = std::all_of(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
    if (text.empty() || text.size() > bytes_max || !plain)
        throw std::invalid_argument{"an event that the stream cannot carry"};
}

using Row = std::tuple<std::int64_t, AccountId, std::string, std::string>;

std::vector<Event> events_from(std::vector<Row> rows) {
    std::vector<Event> events;
    events.reserve(rows.size());
    for (auto& row : rows)
        events.push_back(
            {std::get<0>(row), std::get<1>(row), std::move(std::get<2>(row)), std::move(std::get<3>(row))});
    return events;
}

std::vector<Event> events_with(store::Reading& reading, std::span<const std::int64_t> ids) {
    return events_from(reading.rows<std::int64_t, AccountId, std::string, std::string>(
        {"select id, account, kind, data from events where id in (select value from json_each(?)) order by "
         "id",
         "select id, account, kind, data from events where id in (select j.value from"
         " json_table(?, '$[*]' columns(value bigint path '$')) j) order by id"},
        store::json_list(ids)));
}

}  // namespace

void queue_event(store::Writing& writing, AccountId account, std::string_view kind,
                 std::string_view data_json, Instant now) {
    check_part(kind, event_kind_bytes_max);
    check_part(data_json, event_data_bytes_max);
    writing.run("insert into events (account, kind, data, created_at) values (?, ?, ?, ?)", account, kind,
                data_json, now);
}

std::int64_t last_event_id(store::Reading& reading) {
    return *reading.value<std::int64_t>("select coalesce(max(id), 0) from events");
}

std::vector<Event> events_after(store::Reading& reading, std::int64_t id, int limit) {
    return events_from(reading.rows<std::int64_t, AccountId, std::string, std::string>(
        "select id, account, kind, data from events where id > ? order by id limit ?", id, limit));
}

std::vector<Event> events_of(store::Reading& reading, AccountId account, std::int64_t id, int limit) {
    return events_from(reading.rows<std::int64_t, AccountId, std::string, std::string>(
        "select id, account, kind, data from events where account = ? and id > ? order by id limit ?",
        account, id, limit));
}

std::int64_t delete_old_events(store::Transaction& transaction, Instant now) {
    // Ids rise with time, so the oldest stand in front; no index by time is needed.
    const auto oldest = transaction.rows<std::int64_t, Instant>(
        "select id, created_at from events order by id limit ?", batch_max);
    std::int64_t last_old = 0;
    for (const auto& [id, created_at] : oldest)
        if (created_at < now - events_kept)
            last_old = id;
    return last_old == 0 ? 0 : transaction.run("delete from events where id <= ?", last_old);
}

std::vector<Event> EventFeed::next(store::Reading& reading, Instant now, int limit) {
    std::vector<std::int64_t> missing;
    missing.reserve(gaps_.size());
    for (const Gap& gap : gaps_)
        missing.push_back(gap.id);
    // Both are read before anything is noted: what a failed read would have given comes at the next turn.
    std::vector<Event> events = missing.empty() ? std::vector<Event>{} : events_with(reading, missing);
    std::vector<Event> newer = events_after(reading, floor_, limit);
    for (const Event& event : events)
        std::erase_if(gaps_, [&](const Gap& gap) { return gap.id == event.id; });
    std::erase_if(gaps_, [&](const Gap& gap) { return gap.noticed_at + gap_wait <= now; });
    for (Event& event : newer) {
        note_gaps(event.id, now);
        floor_ = event.id;
        events.push_back(std::move(event));
    }
    return events;
}

void EventFeed::note_gaps(std::int64_t id, Instant now) {
    // Should ids jump, only the newest missing ones are waited for: what is in flight is near the end.
    for (std::int64_t missing = std::max(floor_ + 1, id - static_cast<std::int64_t>(gaps_max)); missing < id;
         ++missing) {
        if (gaps_.size() == gaps_max)
            gaps_.pop_front();
        gaps_.push_back({missing, now});
    }
}

}  // namespace suncrew::notify

#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

/// Structured logs: one JSON object a line on standard error, with the time, the level and the event's name.
/// Never personal data, tokens or bodies: what is logged is named field by field.
namespace suncrew::log {

struct Field {
    std::string_view key;
    std::variant<std::string_view, std::int64_t, double> value;
};

/// Ordinary work; written within a second.
void info(std::string_view event, std::initializer_list<Field> fields = {});
/// Something a person should look at; written at once.
void warn(std::string_view event, std::initializer_list<Field> fields = {});
/// A fault of ours; written at once.
void error(std::string_view event, std::initializer_list<Field> fields = {});

/// A security event, whose line is in a form of its own and complete; written within a second. It goes to
/// standard error as everything else, until `security_events_to_standard_output`.
void security_event(std::string_view line);
/// For a program that serves, whose standard output is not its answer. Before other threads are.
void security_events_to_standard_output();

/// Writes out what is waiting.
void flush();

}  // namespace suncrew::log

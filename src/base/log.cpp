#include "base/log.hpp"

#include <array>
#include <charconv>
#include <memory>
#include <string>
#include <utility>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json_string.hpp"
#include "base/time.hpp"

namespace suncrew::log {
namespace {

constexpr std::size_t line_bytes_max = 4096;

std::shared_ptr<spdlog::logger> make_logger(const char* name, spdlog::sink_ptr sink) {
    auto logger = std::make_shared<spdlog::logger>(name, std::move(sink));
    logger->set_pattern("%v");
    logger->flush_on(spdlog::level::warn);
    spdlog::register_logger(logger);
    spdlog::flush_every(std::chrono::seconds{1});
    return logger;
}

std::shared_ptr<spdlog::logger> make_error_logger() {
    // A buffer of our own spares a system call a line; warnings and the once-a-second flush empty it.
    static std::array<char, 1 << 16> buffer;
    std::setvbuf(stderr, buffer.data(), _IOFBF, buffer.size());
    return make_logger("suncrew", std::make_shared<spdlog::sinks::stderr_sink_mt>());
}

spdlog::logger& logger() {
    static const std::shared_ptr<spdlog::logger> the_logger = make_error_logger();
    return *the_logger;
}

/// None: with everything else.
std::shared_ptr<spdlog::logger>& security_logger() {
    static std::shared_ptr<spdlog::logger> the_logger;
    return the_logger;
}

template <class Number>
void append(std::string& line, Number number) {
    std::array<char, 32> text;
    line.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr);
}

void write(spdlog::level::level_enum level, std::string_view name, std::string_view event,
           std::initializer_list<Field> fields) {
    std::string line;
    line.reserve(256);
    line += R"({"at":")";
    line += to_string(SystemClock{}.now());
    line += R"(","level":")";
    line += name;
    line += R"(","event":)";
    append_json_string(line, event);
    for (const auto& [key, value] : fields) {
        if (line.size() > line_bytes_max)
            break;
        line += ',';
        append_json_string(line, key);
        line += ':';
        if (const auto* text = std::get_if<std::string_view>(&value))
            append_json_string(line, text->substr(0, line_bytes_max));
        else if (const auto* whole = std::get_if<std::int64_t>(&value))
            append(line, *whole);
        else
            append(line, std::get<double>(value));
    }
    line += '}';
    logger().log(level, spdlog::string_view_t{line.data(), line.size()});
}

}  // namespace

void info(std::string_view event, std::initializer_list<Field> fields) {
    write(spdlog::level::info, "info", event, fields);
}
void warn(std::string_view event, std::initializer_list<Field> fields) {
    write(spdlog::level::warn, "warn", event, fields);
}
void error(std::string_view event, std::initializer_list<Field> fields) {
    write(spdlog::level::err, "error", event, fields);
}
void security_event(std::string_view line) {
    spdlog::logger& to = security_logger() ? *security_logger() : logger();
    to.log(spdlog::level::info, spdlog::string_view_t{line.data(), line.size()});
}
void security_events_to_standard_output() {
    security_logger() = make_logger("suncrew_security", std::make_shared<spdlog::sinks::stdout_sink_mt>());
}
void flush() {
    logger().flush();
    if (security_logger())
        security_logger()->flush();
}

}  // namespace suncrew::log

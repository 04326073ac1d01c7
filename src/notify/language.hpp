#pragma once

#include <cstdint>

#include <boost/describe/enum.hpp>

namespace suncrew::notify {

/// The languages that every text a person reads exists in (ISO 639-1).
enum class Language : std::uint8_t { en, es };
BOOST_DESCRIBE_ENUM(Language, en, es)

}  // namespace suncrew::notify

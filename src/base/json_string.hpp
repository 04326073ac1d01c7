#pragma once

#include <string>
#include <string_view>

namespace suncrew {

/// Appends `text` as a JSON string, quoted and escaped (RFC 8259, section 7). UTF-8 passes through.
void append_json_string(std::string& out, std::string_view text);

}  // namespace suncrew

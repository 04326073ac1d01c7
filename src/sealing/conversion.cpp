#include "sealing/conversion.hpp"

namespace suncrew::sealing {
namespace {

MarkedRow marked(std::string_view name, Instant done_at) {
    return MarkedRow{"conversions", name, done_at};
}

}  // namespace

Conversion conversion(store::Reading& reading, Keyring& keyring, std::string_view name) {
    const auto row =
        reading.one<Instant, store::Bytes>("select done_at, mark from conversions where name = ?", name);
    if (!row)
        return Conversion::open;
    const auto& [done_at, mark] = *row;
    return keyring.is_ours(reading, marked(name, done_at), mark, {}) ? Conversion::over : Conversion::forged;
}

bool end_conversion(store::Writing& writing, Keyring& keyring, std::string_view name, Instant now) {
    try {
        writing.run("insert into conversions (name, done_at, mark) values (?, ?, ?)", name, now,
                    keyring.mark(marked(name, now)));
        return true;
    } catch (const store::Duplicate&) {
        return false;
    }
}

}  // namespace suncrew::sealing

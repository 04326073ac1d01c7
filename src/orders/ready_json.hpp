#pragma once

#include <string>

#include "wire/wire.hpp"

namespace suncrew::orders {

/// A `T` that was encoded before and is passed on as it was, to the byte: what was promised is what is shown.
template <class T>
struct ReadyJson {
    std::string text;
};

}  // namespace suncrew::orders

namespace suncrew::wire {

template <class T>
struct Wire<orders::ReadyJson<T>> {
    static void write(std::string& out, const orders::ReadyJson<T>& json) { out += json.text; }
    static boost::json::object schema(Schemas& schemas) { return Wire<T>::schema(schemas); }
};

}  // namespace suncrew::wire

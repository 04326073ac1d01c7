#pragma once

#include <cstddef>
#include <optional>
#include <utility>

#include "orders/order_wire.hpp"

namespace suncrew::orders {

/// How many a page shows.
inline int page_limit(std::optional<PageSize> limit) {
    return limit ? static_cast<int>(std::int64_t{*limit}) : page_size_usual;
}

/// The page of items that were read one beyond `limit`: where that one is there, another page follows.
template <class Page, class Items>
Page page_of(Items items, int limit) {
    Page page;
    if (items.size() > static_cast<std::size_t>(limit)) {
        items.resize(static_cast<std::size_t>(limit));
        page.next_cursor = items.back().id;
    }
    page.items = std::move(items);
    return page;
}

}  // namespace suncrew::orders

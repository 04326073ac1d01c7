#pragma once

#include <chrono>
#include <memory>
#include <mutex>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "orders/figures_wire.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// A month is shown when it has been over for so long: what was begun in it is committed by then, and no
/// replica's clock is in it still.
inline constexpr std::chrono::hours month_settles{1};
inline constexpr int figures_months_usual = 12;
/// All orders that ever were are read for the figures, which takes seconds for a hundred thousand; months
/// that are over do not change, so what was read is kept for so long.
inline constexpr std::chrono::hours figures_kept{1};

/// The business in figures: how many orders were placed, completed and cancelled, by country and month, and
/// what the completed ones brought. Nobody is seen through them (see orders/disclosure.hpp). Only months that
/// are over are shown: a figure that still moves tells of each order that comes to it.
class Figures {
public:
    explicit Figures(const Clock& clock);
    ~Figures();

    SalesFigures read(access::Granted<access::Permission::read_sales_figures> who, const FiguresQuery& query,
                      store::Reading& reading);

private:
    struct History;
    /// Whoever asks while another reads waits for what that one reads.
    std::shared_ptr<const History> history(store::Reading& reading, Instant until);

    const Clock& clock_;
    std::mutex mutex_;
    std::shared_ptr<const History> kept_;
};

}  // namespace suncrew::orders

#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "places/gazetteer.hpp"
#include "store/connection.hpp"
#include "visits/board_wire.hpp"

namespace suncrew::visits {

inline constexpr int board_crews_max = 300;
inline constexpr int board_waiting_max = 200;

/// What dispatchers see of a day: crews, where they are to be and when, and what waits. Nobody's name but the
/// crews', no address.
class BoardOf {
public:
    explicit BoardOf(const places::Gazetteer& gazetteer) : gazetteer_{gazetteer} {}

    Board read(access::Granted<access::Permission::read_board> who, const BoardQuery& query,
               store::Reading& reading) const;

private:
    const places::Gazetteer& gazetteer_;
};

}  // namespace suncrew::visits

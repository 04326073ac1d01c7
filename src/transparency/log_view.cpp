#include "transparency/log_view.hpp"

#include "audit/key_chain.hpp"
#include "audit/log.hpp"
#include "audit/tiles.hpp"
#include "base/refusal.hpp"
#include "transparency/hashes.hpp"
#include "transparency/wire.hpp"

namespace suncrew::transparency {

using access::Permission;

CheckpointView LogView::checkpoint(access::Granted<Permission::read_log_head>, const ReadCheckpoint&,
                                   store::Reading& reading) {
    auto newest = audit::newest_checkpoint(reading);
    return {key_, newest ? std::optional{std::move(newest->note)} : std::nullopt,
            audit::key_changes(reading)};
}

ConsistencyView LogView::consistency(access::Granted<Permission::read_log_head>,
                                     const ReadConsistency& command, store::Reading& reading) {
    const auto from = static_cast<std::uint64_t>(std::int64_t{command.from});
    const auto to = static_cast<std::uint64_t>(std::int64_t{command.to});
    if (from > to || to > audit::tree_state(reading).size)
        throw Refusal{Code::invalid, "beyond_the_log", from > to ? "from" : "to"};
    audit::Tiles tiles{reading};
    return {in_base64(audit::consistency_proof(from, to, tiles.reader()))};
}

}  // namespace suncrew::transparency

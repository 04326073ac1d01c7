#include "roads/roads.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "base/log.hpp"

namespace suncrew::roads {
namespace {

std::string kept_as(const Protocol& protocol, const Cell& cell) {
    return std::string{protocol.name()} + '_' + std::to_string(cell.latitude) + '_' +
           std::to_string(cell.longitude);
}

bool is_near(const Cell& a, const Cell& b) {
    return dispatch::great_circle_km(a.position(), b.position()) <= Roads::way_km_max;
}

bool is_missing(const WaysFrom& known, const Cell& source, const Cell& target) {
    return source != target && is_near(source, target) && !known.contains(target);
}

std::vector<dispatch::Position> positions_of(const std::vector<Cell>& cells) {
    std::vector<dispatch::Position> positions;
    for (const Cell& cell : cells)
        positions.push_back(cell.position());
    return positions;
}

/// Some cells from which something is missing, and some of where it should lead.
struct Block {
    std::vector<Cell> sources;
    std::vector<Cell> targets;
};

using Known = std::map<Cell, WaysFrom>;

Block next_block(const Known& known, const std::set<Cell>& cells) {
    Block block;
    const auto lacks = [&](const Cell& source, const auto& targets) {
        return std::any_of(targets.begin(), targets.end(),
                           [&](const Cell& target) { return is_missing(known.at(source), source, target); });
    };
    for (const Cell& source : cells)
        if (block.sources.size() < Roads::block_side && lacks(source, cells))
            block.sources.push_back(source);
    for (const Cell& target : cells)
        if (block.targets.size() < Roads::block_side &&
            std::any_of(block.sources.begin(), block.sources.end(),
                        [&](const Cell& source) { return is_missing(known.at(source), source, target); }))
            block.targets.push_back(target);
    std::erase_if(block.sources, [&](const Cell& source) { return !lacks(source, block.targets); });
    return block;
}

std::uint32_t whole(double figure) {
    return static_cast<std::uint32_t>(std::llround(figure));
}

}  // namespace

Roads::Roads(egress::Client& client, egress::Vendor vendor, std::unique_ptr<const Protocol> protocol,
             egress::AnswerCache cache)
    : client_{client},
      vendor_{std::move(vendor)},
      protocol_{std::move(protocol)},
      cache_{std::move(cache)},
      state_{vendor_.settings().name, {}, 0} {}

RoadsState Roads::state() const {
    const std::scoped_lock lock{mutex_};
    return state_;
}

void Roads::failed(const std::string& why) {
    log::warn("routing_service_away",
              {{"service", std::string_view{vendor_.settings().name}}, {"why", std::string_view{why}}});
    const std::scoped_lock lock{mutex_};
    state_.away = why;
    not_before_ = std::chrono::steady_clock::now() + pause;
}

bool Roads::ask(Known& known, const std::vector<Cell>& sources, const std::vector<Cell>& targets) {
    Ways ways;
    try {
        const egress::HttpsAnswer answer =
            client_.send(vendor_, protocol_->ask(positions_of(sources), positions_of(targets)));
        if (answer.status != 200)
            throw std::runtime_error{"status " + std::to_string(answer.status)};
        ways = protocol_->read(answer.body.expose(), sources.size(), targets.size());
    } catch (const egress::NoAnswer& none) {
        failed(std::string{to_string(none.outcome())});
        return false;
    } catch (const std::runtime_error& error) {
        failed(error.what());
        return false;
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
        WaysFrom& from = known[sources[i]];
        for (std::size_t j = 0; j < targets.size(); ++j)
            from[targets[j]] = ways[i * targets.size() + j];
        cache_.keep(kept_as(*protocol_, sources[i]), text_of(from));
    }
    const std::scoped_lock lock{mutex_};
    state_.away.reset();
    ++state_.answers;
    return true;
}

Roads::Known Roads::kept(const std::set<Cell>& cells) const {
    Known known;
    for (const Cell& cell : cells)
        known[cell] = ways_in(cache_.find(kept_as(*protocol_, cell)).value_or(""));
    return known;
}

void Roads::complete(Known& known, const std::set<Cell>& cells) {
    {
        const std::scoped_lock lock{mutex_};
        if (not_before_ && std::chrono::steady_clock::now() < *not_before_)
            return;
    }
    const auto until = std::chrono::steady_clock::now() + asking_max;
    for (int asked = 0; asked < asked_at_once_max && std::chrono::steady_clock::now() < until; ++asked) {
        const Block block = next_block(known, cells);
        if (block.targets.empty() || !ask(known, block.sources, block.targets))
            return;
    }
}

routing::Travel Roads::between(std::vector<dispatch::Position> positions) {
    if (positions.size() > places_max)
        return routing::Travel::earth(std::move(positions));
    std::vector<Cell> cell_of;
    for (const dispatch::Position& position : positions)
        cell_of.push_back(Cell::of(position));
    const std::set<Cell> cells{cell_of.begin(), cell_of.end()};
    const std::scoped_lock asking{asking_};
    Known known = kept(cells);
    complete(known, cells);
    const std::size_t side = positions.size();
    const routing::Travel estimate = routing::Travel::earth(std::move(positions));
    routing::Table table;
    table.durations.reserve(side * side);
    table.distances.reserve(side * side);
    for (std::size_t i = 0; i < side; ++i) {
        const WaysFrom& from = known.at(cell_of[i]);
        for (std::size_t j = 0; j < side; ++j) {
            const auto found = cell_of[i] == cell_of[j] ? from.end() : from.find(cell_of[j]);
            if (found != from.end() && found->second) {
                table.durations.push_back(whole(found->second->seconds));
                table.distances.push_back(whole(found->second->metres));
                continue;
            }
            const routing::Way way =
                estimate.way(0, static_cast<routing::Place>(i), static_cast<routing::Place>(j));
            table.durations.push_back(whole(way.duration));
            table.distances.push_back(whole(way.distance));
        }
    }
    return routing::Travel::tables(side, {std::move(table)});
}

}  // namespace suncrew::roads

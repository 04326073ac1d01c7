#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "audit/frontier.hpp"
#include "audit/key_chain.hpp"
#include "audit/log_flaws.hpp"
#include "store/connection.hpp"

namespace suncrew::audit {

/// Compares a tree that grows with what is kept and remembered of its heads: the kept checkpoints, read page
/// by page beside it, and whatever else somebody claims.
class HeadCheck {
public:
    /// `size` is what the log has. Throws nothing of its own.
    HeadCheck(store::Reading& reading, KeyChain keys, std::uint64_t size, LogFlaws& found);

    /// A head that somebody remembers; `who` is named in the flaw. One of a larger log is a flaw at once.
    void claim(std::string who, std::uint64_t size, const Hash& root);
    /// The same from a signed note; its size, or none where the log's key has not signed it, which is a flaw.
    std::optional<std::uint64_t> claim(const std::string& who, const std::string& note);
    /// Whoever spoke of a tree of this size. Called with each size in turn, from 0.
    void compare(const Frontier& tree);
    /// After the last entry: that the newest head is signed.
    void finish();

    std::uint64_t checkpoints() const { return checkpoints_; }

private:
    struct Claim {
        Hash root;
        std::string who;
    };
    void read_page();
    void compare_checkpoint(const Frontier& tree, const std::string& note);

    store::Reading& reading_;
    KeyChain keys_;
    std::uint64_t size_;
    LogFlaws& found_;
    std::multimap<std::uint64_t, Claim> claims_;
    std::deque<std::tuple<std::int64_t, std::string>> page_;
    std::int64_t read_to_;
    bool more_ = true;
    std::uint64_t checkpoints_ = 0;
    std::uint64_t newest_ = 0;
};

}  // namespace suncrew::audit

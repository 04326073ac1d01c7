#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>

#include <boost/describe/enum.hpp>

namespace suncrew::dispatch {

/// What a crew can do and an order may need. Every crew can survey, so that is not listed. The numbers are
/// kept in databases: they are added to, never changed.
enum class Skill : std::uint8_t {
    pitched_roof = 0,
    flat_roof = 1,
    tile = 2,
    metal = 3,
    electrical = 4,
    battery = 5,
    heights = 6,
};
BOOST_DESCRIBE_ENUM(Skill, pitched_roof, flat_roof, tile, metal, electrical, battery, heights)

/// A set of skills.
class SkillSet {
public:
    constexpr SkillSet() = default;
    constexpr SkillSet(std::initializer_list<Skill> skills) {
        for (const Skill skill : skills)
            add(skill);
    }

    /// Bit k of `mask` is the skill numbered k; nullopt when a bit has no skill.
    static constexpr std::optional<SkillSet> from_mask(std::uint32_t mask) {
        if ((mask >> skill_count) != 0)
            return std::nullopt;
        SkillSet set;
        set.mask_ = mask;
        return set;
    }
    /// The form that is stored.
    constexpr std::uint32_t mask() const { return mask_; }

    constexpr void add(Skill skill) { mask_ |= bit(skill); }
    constexpr bool empty() const { return mask_ == 0; }
    constexpr bool contains(Skill skill) const { return (mask_ & bit(skill)) != 0; }
    /// Whether every skill of `needed` is here.
    constexpr bool includes(SkillSet needed) const { return (needed.mask_ & ~mask_) == 0; }
    constexpr bool operator==(const SkillSet&) const = default;

private:
    static constexpr std::uint32_t skill_count = 7;
    static constexpr std::uint32_t bit(Skill skill) { return 1U << static_cast<std::uint32_t>(skill); }

    std::uint32_t mask_ = 0;
};

}  // namespace suncrew::dispatch

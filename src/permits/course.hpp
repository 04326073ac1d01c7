#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "notify/language.hpp"

/// The awareness course: short lessons, and questions about them. Which answer is right is known here alone,
/// and is no part of what a page is sent.
namespace suncrew::permits {

struct InBoth {
    std::string_view en;
    std::string_view es;

    constexpr std::string_view in(notify::Language language) const {
        return language == notify::Language::es ? es : en;
    }
};

struct Lesson {
    InBoth title;
    InBoth text;  ///< paragraphs, one a line
};

inline constexpr std::size_t answers_count = 3;

struct Question {
    InBoth text;
    std::array<InBoth, answers_count> answers;
    std::size_t right;   ///< index of the right answer
    InBoth explanation;  ///< why it is that one
};

inline constexpr std::size_t lessons_count = 6;
inline constexpr std::size_t questions_count = 8;

std::span<const Lesson, lessons_count> lessons();
std::span<const Question, questions_count> questions();

}  // namespace suncrew::permits

#include "egress/answer_cache.hpp"

#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "egress/scratch_folder.hpp"

namespace suncrew::egress {
namespace {

namespace fs = std::filesystem;

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

TEST(AnswerCache, GivesBackWhatItKeeps) {
    const ScratchFolder scratch;
    const AnswerCache cache{scratch / "kept", 3};
    EXPECT_EQ(cache.find("a"), std::nullopt);
    EXPECT_TRUE(cache.keep("a", std::string{"one\0two", 7}));
    EXPECT_EQ(cache.find("a"), (std::string{"one\0two", 7}));
    EXPECT_TRUE(cache.keep("a", "newer"));
    EXPECT_EQ((AnswerCache{scratch / "kept", 3}.find("a")), "newer") << "for the next program too";
    cache.drop("a");
    EXPECT_EQ(cache.find("a"), std::nullopt);
}

TEST(AnswerCache, KeepsNoMoreThanItMay) {
    const ScratchFolder scratch;
    const AnswerCache cache{scratch / "kept", 3};
    for (const char* name : {"a", "b", "c"}) {
        cache.keep(name, name);
        fs::last_write_time(scratch / "kept" / name,
                            fs::file_time_type::clock::now() - std::chrono::hours{name[0] == 'a' ? 3 : 2});
    }
    EXPECT_EQ(cache.find("a"), "a") << "asked for, so it is the youngest now";
    fs::last_write_time(scratch / "kept" / "c", fs::file_time_type::clock::now() - std::chrono::hours{1});
    cache.keep("d", "d");
    EXPECT_EQ(files_in(scratch / "kept"), 3U);
    EXPECT_EQ(cache.find("b"), std::nullopt) << "the one that nobody asked for longest";
    EXPECT_EQ(cache.find("a"), "a");
    EXPECT_EQ(cache.find("d"), "d");
    EXPECT_FALSE(cache.keep("e", std::string(AnswerCache::text_bytes_max + 1, 'x')));
    EXPECT_EQ(files_in(scratch / "kept"), 3U);
}

TEST(AnswerCache, HasNoNameOutsideItsFolder) {
    const ScratchFolder scratch;
    const AnswerCache cache{scratch / "kept", 3};
    for (const char* name : {"", "..", "../a", "a/b", ".a", "a b", "a\\b"}) {
        EXPECT_THROW(cache.find(name), std::invalid_argument) << name;
        EXPECT_THROW(cache.keep(name, "x"), std::invalid_argument) << name;
    }
    EXPECT_THROW((AnswerCache{scratch / "kept", 0}), std::invalid_argument);
    EXPECT_THROW((AnswerCache{scratch / "kept", AnswerCache::texts_limit + 1}), std::invalid_argument);
}

TEST(AnswerCache, GoesOnWithoutItsFolder) {
    const ScratchFolder scratch;
    const AnswerCache cache{scratch / "kept", 3};
    fs::remove_all(scratch / "kept");
    EXPECT_EQ(cache.find("a"), std::nullopt);
    EXPECT_FALSE(cache.keep("a", "x"));
    EXPECT_NO_THROW(cache.drop("a"));
}

TEST(AnswerCache, HasWholeTextsHoweverManyWrite) {
    const ScratchFolder scratch;
    const AnswerCache cache{scratch / "kept", 2};
    std::vector<std::jthread> writers;
    for (const char letter : {'x', 'y', 'z'})
        writers.emplace_back([&cache, letter] {
            for (int i = 0; i < 50; ++i) {
                cache.keep("same", std::string(10'000, letter));
                if (const auto text = cache.find("same")) {
                    EXPECT_EQ(*text, std::string(10'000, text->front()));
                }
            }
        });
    writers.clear();
    EXPECT_EQ(cache.find("same").value().size(), 10'000U);
    EXPECT_EQ(files_in(scratch / "kept"), 1U) << "nothing unfinished is left";
}

}  // namespace
}  // namespace suncrew::egress

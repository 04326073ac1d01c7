#include "base/mapped_file.hpp"

#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <unistd.h>

namespace suncrew {
namespace {

namespace fs = std::filesystem;

class MappedFileTest : public testing::Test {
protected:
    ~MappedFileTest() override { fs::remove(file_); }

    void write(const std::string& text) const { std::ofstream{file_, std::ios::binary} << text; }
    /// Why the file is refused; empty where it is not.
    std::string answer(std::size_t bytes_max) const {
        try {
            const MappedFile mapped{file_, bytes_max};
        } catch (const Unmapped& error) {
            return error.what();
        }
        return "";
    }

    const fs::path file_ = fs::temp_directory_path() / ("suncrew_mapped_" + std::to_string(::getpid()));
};

TEST_F(MappedFileTest, HasTheBytesOfTheFileAndKeepsThemWhenItIsReplaced) {
    write("as it was");
    const MappedFile mapped{file_, 9};
    const MappedFile moved = MappedFile{file_, 9};
    fs::remove(file_);
    write("another");
    for (const MappedFile* file : {&mapped, &moved})
        EXPECT_EQ(std::string(file->bytes().begin(), file->bytes().end()), "as it was");
}

TEST_F(MappedFileTest, WhatIsNoPlainFileOrHasNotTheSizeIsRefused) {
    EXPECT_EQ(answer(9), "cannot be read");
    EXPECT_THROW((MappedFile{fs::temp_directory_path(), 1 << 20}), Unmapped) << "a folder";
    write("");
    EXPECT_EQ(answer(9), "is empty");
    write("ten bytes.");
    EXPECT_EQ(answer(9), "is too large");
    EXPECT_EQ(answer(10), "");
}

}  // namespace
}  // namespace suncrew

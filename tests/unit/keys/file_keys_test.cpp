#include "keys/file_keys.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/base64.hpp"
#include "crypto/random.hpp"
#include "egress/scratch_folder.hpp"
#include "keys/refused_with.hpp"
#include "keys/secret_file.hpp"

namespace suncrew::keys {
namespace {

crypto::Secret some_key() {
    return crypto::Secret{crypto::random_bytes<key_size>()};
}

std::string some_line() {
    return crypto::base64_encode(crypto::random_bytes<key_size>()) + '\n';
}

class FileKeysTest : public testing::Test {
protected:
    std::filesystem::path file(const std::string& text, mode_t mode = 0600) {
        const auto path = folder_ / "keys";
        std::filesystem::remove(path);
        std::ofstream{path, std::ios::binary} << text;
        ::chmod(path.c_str(), mode);
        return path;
    }
    std::string complaint(const std::string& text, mode_t mode = 0600) {
        return refused_with([&] { FileKeys{file(text, mode)}; });
    }

    egress::ScratchFolder folder_;
};

TEST_F(FileKeysTest, WhatIsWrappedComesBack) {
    FileKeys keys{file(some_line())};
    EXPECT_EQ(keys.name(), "file");
    const crypto::Secret key = some_key();
    const Wrapped wrapped = keys.wrap(key, "field key 7");
    EXPECT_EQ(wrapped.key_id, keys.key_id());
    EXPECT_TRUE(equal_constant_time(keys.unwrap(wrapped, "field key 7"), key));
    const Wrapped again = keys.wrap(key, "field key 7");
    EXPECT_NE(again.bytes, wrapped.bytes);
}

TEST_F(FileKeysTest, AnotherContextChangedBytesOrAnotherKeyAreRefused) {
    FileKeys keys{file(some_line())};
    const Wrapped wrapped = keys.wrap(some_key(), "field key 7");
    EXPECT_THROW(keys.unwrap(wrapped, "field key 8"), Refused);
    for (std::size_t at = 0; at < wrapped.bytes.size(); ++at) {
        Wrapped changed = wrapped;
        changed.bytes[at] ^= 1;
        EXPECT_THROW(keys.unwrap(changed, "field key 7"), Refused) << at;
    }
    EXPECT_THROW(keys.unwrap({wrapped.key_id, {}}, "field key 7"), Refused);
    EXPECT_THROW(keys.unwrap({"0123456789abcdef", wrapped.bytes}, "field key 7"), Refused);
    EXPECT_THROW(keys.unwrap({"", wrapped.bytes}, "field key 7"), Refused);
    FileKeys others{file(some_line())};
    EXPECT_THROW(others.unwrap({others.key_id(), wrapped.bytes}, "field key 7"), Refused);
}

TEST_F(FileKeysTest, OlderKeysStillUnwrapAndTheFirstWraps) {
    const std::string old_line = some_line();
    const crypto::Secret key = some_key();
    FileKeys before{file(old_line)};
    const Wrapped wrapped = before.wrap(key, "field key 7");
    FileKeys after{file(some_line() + old_line)};
    EXPECT_NE(after.key_id(), before.key_id());
    EXPECT_TRUE(equal_constant_time(after.unwrap(wrapped, "field key 7"), key));
    const Wrapped renewed = after.wrap(key, "field key 7");
    EXPECT_EQ(renewed.key_id, after.key_id());
    EXPECT_THROW(before.unwrap(renewed, "field key 7"), Refused);
    EXPECT_THROW(after.unwrap({after.key_id(), wrapped.bytes}, "field key 7"), Refused)
        << "each under its own id";
}

TEST_F(FileKeysTest, AKeyKeepsItsIdAndTheIdIsNotTheKey) {
    const std::string line = some_line();
    const std::string id = FileKeys{file(line)}.key_id();
    EXPECT_EQ(
        FileKeys{file(some_line() + line)}.unwrap(FileKeys{file(line)}.wrap(some_key(), "c"), "c").size(),
        key_size);
    EXPECT_EQ(FileKeys{file(line)}.key_id(), id);
    EXPECT_EQ(id.size(), 16U);
    EXPECT_EQ(line.find(id), line.npos);
}

TEST_F(FileKeysTest, OnlyItsOwnerMayReadTheFile) {
    for (const mode_t mode : {0640, 0604, 0660, 0644, 0610, 0602})
        EXPECT_NE(complaint(some_line(), mode).find("chmod 600"), std::string::npos) << mode;
    EXPECT_EQ(complaint(some_line(), 0400), "");
    const auto path = file(some_line());
    if (::geteuid() == 0) {
        ASSERT_EQ(::chown(path.c_str(), 65534, 65534), 0);
        EXPECT_NE(refused_with([&] { FileKeys{path}; }).find("another user"), std::string::npos);
    }
}

TEST_F(FileKeysTest, WhatIsNoPlainFileIsRefused) {
    const auto path = file(some_line());
    std::filesystem::create_symlink(path, folder_ / "link");
    EXPECT_THROW(FileKeys{folder_ / "link"}, Refused);
    EXPECT_THROW(FileKeys{folder_.path()}, Refused);
    EXPECT_THROW(FileKeys{folder_ / "missing"}, Refused);
    ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    EXPECT_THROW(FileKeys{folder_ / "pipe"}, Refused) << "and it does not wait for a writer";
}

TEST_F(FileKeysTest, WhatIsNoKeyIsRefusedAndNotRepeated) {
    const std::string line = some_line();
    const std::string bare = line.substr(0, line.size() - 1);
    EXPECT_EQ(complaint(bare), "") << "a last line needs no end";
    for (const std::string& text :
         {std::string{"\n"}, bare + "A\n", "A" + bare + '\n', line + '\n' + some_line(), bare + "\r\n",
          ' ' + line, line.substr(4), std::string(43, 'A') + '\n'}) {
        const std::string why = complaint(text);
        EXPECT_NE(why.find("base64"), std::string::npos) << why;
        EXPECT_EQ(why.find(bare.substr(4, 20)), std::string::npos) << "no key in a message";
    }
    EXPECT_NE(complaint("").find("empty"), std::string::npos);
    EXPECT_NE(complaint(line + some_line() + line).find("line 3"), std::string::npos);
    EXPECT_NE(complaint(std::string(secret_file_bytes_max + 1, 'A')).find("large"), std::string::npos);
}

TEST_F(FileKeysTest, ThereIsALimitToOlderKeys) {
    std::string text;
    for (std::size_t i = 0; i <= older_keys_max; ++i)
        text += some_line();
    EXPECT_EQ(complaint(text), "");
    EXPECT_NE(complaint(text + some_line()).find("more keys"), std::string::npos);
}

TEST_F(FileKeysTest, AKeyOfAnotherSizeOrNoContextIsOurMistake) {
    FileKeys keys{file(some_line())};
    const Wrapped wrapped = keys.wrap(some_key(), "c");
    for (const std::size_t size : {0, 16, 31, 33})
        EXPECT_THROW(keys.wrap(crypto::Secret{std::string_view{std::string(size, 'k')}}, "c"),
                     std::invalid_argument);
    for (const std::string& context : {std::string{}, std::string{"a\nb"}, std::string{"\xc3\xa4"},
                                       std::string(context_length_max + 1, 'c')}) {
        EXPECT_THROW(keys.wrap(some_key(), context), std::invalid_argument);
        EXPECT_THROW(keys.unwrap(wrapped, context), std::invalid_argument);
    }
    EXPECT_NO_THROW(keys.wrap(some_key(), std::string(context_length_max, 'c')));
}

}  // namespace
}  // namespace suncrew::keys

// Against SoftHSM2, which is a PKCS #11 token in software.
#include "keys/pkcs11_keys.hpp"

#include <thread>

#include <gtest/gtest.h>
#include <p11-kit/pkcs11.h>
#include <sys/stat.h>

#include "crypto/random.hpp"
#include "egress/scratch_folder.hpp"
#include "keys/pkcs11_module.hpp"
#include "keys/pkcs11_session.hpp"
#include "keys/refused_with.hpp"

namespace suncrew::keys {
namespace {

constexpr const char* module_file = "/usr/lib/softhsm/libsofthsm2.so";
constexpr const char* pin = "482916";

crypto::Secret some_key() {
    return crypto::Secret{crypto::random_bytes<key_size>()};
}

class Pkcs11KeysTest : public testing::Test {
protected:
    Pkcs11KeysTest() {
        std::filesystem::create_directory(folder_ / "tokens");
        std::ofstream{folder_ / "softhsm2.conf"} << "directories.tokendir = " << (folder_ / "tokens").string()
                                                 << "\nobjectstore.backend = file\nlog.level = ERROR\n";
        ::setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
        make_token("scratch");
        settings_ = {.module = module_file,
                     .token = "scratch",
                     .key = "one",
                     .older = {},
                     .pin_file = pin_file(std::string{pin} + '\n')};
    }
    ~Pkcs11KeysTest() override { ::unsetenv("SOFTHSM2_CONF"); }

    static void make_token(const std::string& label) {
        egress::run("softhsm2-util --init-token --free --label " + label + " --so-pin 583729 --pin " + pin);
    }
    std::filesystem::path pin_file(const std::string& text) {
        const auto path = folder_ / "pin";
        std::ofstream{path} << text;
        ::chmod(path.c_str(), 0600);
        return path;
    }
    Pkcs11Settings with_key(const std::string& label, std::vector<std::string> older = {}) const {
        Pkcs11Settings settings = settings_;
        settings.key = label;
        settings.older = std::move(older);
        return settings;
    }
    /// A session beside those of the service, in the same process.
    Pkcs11Session beside() const {
        return Pkcs11Session{Pkcs11Module::load(module_file), "scratch",
                             crypto::Secret{std::string_view{pin}}, Pkcs11Session::Access::read_write};
    }
    void lose_all_sessions() const {
        const auto module = Pkcs11Module::load(module_file);
        ASSERT_EQ(module->calls().C_CloseAllSessions(module->slot_of("scratch")), CKR_OK);
    }
    /// A key of another kind than `create_pkcs11_key` makes.
    void make_odd_key(std::string label, CK_ULONG size, CK_BBOOL sensitive, CK_BBOOL extractable) const {
        const Pkcs11Session session = beside();
        CK_BBOOL yes = CK_TRUE;
        CK_ATTRIBUTE attributes[]{{CKA_TOKEN, &yes, 1},
                                  {CKA_PRIVATE, &yes, 1},
                                  {CKA_ENCRYPT, &yes, 1},
                                  {CKA_DECRYPT, &yes, 1},
                                  {CKA_SENSITIVE, &sensitive, 1},
                                  {CKA_EXTRACTABLE, &extractable, 1},
                                  {CKA_VALUE_LEN, &size, sizeof size},
                                  {CKA_LABEL, label.data(), label.size()}};
        CK_MECHANISM mechanism{CKM_AES_KEY_GEN, nullptr, 0};
        CK_OBJECT_HANDLE made = 0;
        ASSERT_EQ(session.calls().C_GenerateKey(session.handle(), &mechanism, attributes,
                                                std::size(attributes), &made),
                  CKR_OK);
    }

    egress::ScratchFolder folder_;
    Pkcs11Settings settings_;
};

TEST_F(Pkcs11KeysTest, WhatIsWrappedComesBack) {
    create_pkcs11_key(settings_);
    Pkcs11Keys keys{settings_};
    EXPECT_EQ(keys.name(), "pkcs11");
    EXPECT_EQ(keys.key_id(), "one");
    const crypto::Secret key = some_key();
    const Wrapped wrapped = keys.wrap(key, "field key 7");
    EXPECT_EQ(wrapped.key_id, "one");
    EXPECT_TRUE(equal_constant_time(keys.unwrap(wrapped, "field key 7"), key));
    EXPECT_NE(keys.wrap(key, "field key 7").bytes, wrapped.bytes);
}

TEST_F(Pkcs11KeysTest, WhatWasWrappedOutlivesTheProcessesUseOfTheToken) {
    create_pkcs11_key(settings_);
    const crypto::Secret key = some_key();
    const Wrapped wrapped = Pkcs11Keys{settings_}.wrap(key, "field key 7");
    EXPECT_TRUE(equal_constant_time(Pkcs11Keys{settings_}.unwrap(wrapped, "field key 7"), key));
}

TEST_F(Pkcs11KeysTest, AnotherContextChangedBytesOrAnotherKeyAreRefused) {
    create_pkcs11_key(settings_);
    create_pkcs11_key(with_key("two"));
    Pkcs11Keys keys{with_key("one", {"two"})};
    const crypto::Secret key = some_key();
    const Wrapped wrapped = keys.wrap(key, "field key 7");
    EXPECT_THROW(keys.unwrap(wrapped, "field key 8"), Refused);
    for (std::size_t at = 0; at < wrapped.bytes.size(); ++at) {
        Wrapped changed = wrapped;
        changed.bytes[at] ^= 1;
        EXPECT_THROW(keys.unwrap(changed, "field key 7"), Refused) << at;
    }
    Wrapped longer = wrapped;
    longer.bytes.push_back(0);
    EXPECT_THROW(keys.unwrap(longer, "field key 7"), Refused);
    EXPECT_THROW(keys.unwrap({"one", {}}, "field key 7"), Refused);
    EXPECT_THROW(keys.unwrap({"two", wrapped.bytes}, "field key 7"), Refused);
    EXPECT_THROW(keys.unwrap({"three", wrapped.bytes}, "field key 7"), Refused);
    EXPECT_TRUE(equal_constant_time(keys.unwrap(wrapped, "field key 7"), key)) << "after all of that";
}

TEST_F(Pkcs11KeysTest, OlderKeysStillUnwrap) {
    create_pkcs11_key(settings_);
    const crypto::Secret key = some_key();
    const Wrapped wrapped = Pkcs11Keys{settings_}.wrap(key, "c");
    create_pkcs11_key(with_key("two"));
    Pkcs11Keys after{with_key("two", {"one"})};
    EXPECT_TRUE(equal_constant_time(after.unwrap(wrapped, "c"), key));
    EXPECT_EQ(after.wrap(key, "c").key_id, "two");
    EXPECT_THROW(Pkcs11Keys{with_key("two")}.unwrap(wrapped, "c"), Refused)
        << "a key that the settings do not name";
}

TEST_F(Pkcs11KeysTest, TheKeyCannotBeTakenOut) {
    create_pkcs11_key(settings_);
    const Pkcs11Session session = beside();
    unsigned char room[64];
    CK_ATTRIBUTE value{CKA_VALUE, room, sizeof room};
    EXPECT_EQ(session.calls().C_GetAttributeValue(session.handle(), session.key("one"), &value, 1),
              CKR_ATTRIBUTE_SENSITIVE);
    CK_BBOOL yes = CK_TRUE;
    CK_ATTRIBUTE extractable{CKA_EXTRACTABLE, &yes, 1};
    EXPECT_NE(session.calls().C_SetAttributeValue(session.handle(), session.key("one"), &extractable, 1),
              CKR_OK);
}

TEST_F(Pkcs11KeysTest, AKeyIsMadeOnce) {
    create_pkcs11_key(settings_);
    EXPECT_NE(refused_with([&] { create_pkcs11_key(settings_); }).find("already"), std::string::npos);
}

TEST_F(Pkcs11KeysTest, KeysThatAreNotAsTheyShouldBeAreRefusedAtTheStart) {
    make_odd_key("open", key_size, CK_FALSE, CK_FALSE);
    make_odd_key("loose", key_size, CK_TRUE, CK_TRUE);
    make_odd_key("small", 16, CK_TRUE, CK_FALSE);
    make_odd_key("double", key_size, CK_TRUE, CK_FALSE);
    make_odd_key("double", key_size, CK_TRUE, CK_FALSE);
    const auto complaint = [&](const std::string& label) {
        return refused_with([&] { Pkcs11Keys{with_key(label)}; });
    };
    EXPECT_NE(complaint("open").find("taken out"), std::string::npos);
    EXPECT_NE(complaint("loose").find("taken out"), std::string::npos);
    EXPECT_NE(complaint("small").find("AES-256"), std::string::npos);
    EXPECT_NE(complaint("double").find("several"), std::string::npos);
    EXPECT_NE(complaint("missing").find("no key"), std::string::npos);
    create_pkcs11_key(settings_);
    EXPECT_NE(refused_with([&] { Pkcs11Keys{with_key("one", {"loose"})}; }).find("taken out"),
              std::string::npos);
    EXPECT_EQ(complaint("one"), "");
}

TEST_F(Pkcs11KeysTest, WrongSettingsAreNamed) {
    create_pkcs11_key(settings_);
    Pkcs11Settings other = settings_;
    other.module = "/usr/lib/softhsm/none.so";
    EXPECT_THROW(Pkcs11Keys{other}, Refused);
    other.module = "libz.so.1";
    EXPECT_NE(refused_with([&] { Pkcs11Keys{other}; }), "") << "a library, but no module";
    other = settings_;
    other.token = "elsewhere";
    EXPECT_THROW(Pkcs11Keys{other}, Unavailable) << "a token that may come back";
    for (const char* label : {"", "a b", "a\n", "123456789012345678901234567890123"})
        EXPECT_THROW(Pkcs11Keys{with_key(label)}, Refused) << label;
    make_token("scratch");
    EXPECT_NE(refused_with([&] { Pkcs11Keys{settings_}; }).find("several tokens"), std::string::npos);
}

TEST_F(Pkcs11KeysTest, AWrongPinIsRefusedAndNotShown) {
    create_pkcs11_key(settings_);
    settings_.pin_file = pin_file("111999\n");
    const std::string why = refused_with([&] { Pkcs11Keys{settings_}; });
    EXPECT_NE(why.find("C_Login says 0xa0"), std::string::npos) << why;
    EXPECT_EQ(why.find("111999"), std::string::npos);
    ::chmod(settings_.pin_file.c_str(), 0644);
    EXPECT_NE(refused_with([&] { Pkcs11Keys{settings_}; }).find("chmod 600"), std::string::npos);
}

TEST_F(Pkcs11KeysTest, APinThatWasRefusedOnceIsNotTriedAgain) {
    create_pkcs11_key(settings_);
    Pkcs11Keys keys{settings_};
    char old_pin[] = "482916";
    char new_pin[] = "739105";
    const auto change_pin = [&](char* from, char* to) {
        const Pkcs11Session session{Pkcs11Module::load(module_file), "scratch",
                                    crypto::Secret{std::string_view{from}},
                                    Pkcs11Session::Access::read_write};
        ASSERT_EQ(session.calls().C_SetPIN(session.handle(), reinterpret_cast<unsigned char*>(from), 6,
                                           reinterpret_cast<unsigned char*>(to), 6),
                  CKR_OK);
    };
    change_pin(old_pin, new_pin);
    lose_all_sessions();
    EXPECT_NE(refused_with([&] { keys.wrap(some_key(), "c"); }).find("C_Login"), std::string::npos);
    change_pin(new_pin, old_pin);
    lose_all_sessions();
    EXPECT_NE(refused_with([&] { keys.wrap(some_key(), "c"); }).find("not tried again"), std::string::npos);
}

TEST_F(Pkcs11KeysTest, SessionsAndASignInThatAreLostAreMadeAgain) {
    create_pkcs11_key(settings_);
    Pkcs11Keys keys{settings_};
    const crypto::Secret key = some_key();
    const Wrapped wrapped = keys.wrap(key, "c");
    lose_all_sessions();
    EXPECT_TRUE(equal_constant_time(keys.unwrap(wrapped, "c"), key));
    {
        const Pkcs11Session session = beside();
        ASSERT_EQ(session.calls().C_Logout(session.handle()), CKR_OK);
    }
    EXPECT_TRUE(equal_constant_time(keys.unwrap(wrapped, "c"), key)) << "though the token hid its keys";
    EXPECT_NO_THROW(keys.wrap(key, "c"));
}

TEST_F(Pkcs11KeysTest, ManyThreadsShareAFewSessions) {
    create_pkcs11_key(settings_);
    Pkcs11Keys keys{settings_};
    std::array<int, 3 * Pkcs11Keys::sessions_max> done{};
    std::vector<std::thread> threads;
    for (int& count : done)
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i) {
                const crypto::Secret key = some_key();
                count += equal_constant_time(keys.unwrap(keys.wrap(key, "c"), "c"), key);
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    for (const int count : done)
        EXPECT_EQ(count, 20);
}

TEST_F(Pkcs11KeysTest, ThreadsGoOnWhileSessionsAreLost) {
    create_pkcs11_key(settings_);
    Pkcs11Keys keys{settings_};
    std::array<int, 3> wrong{};
    std::vector<std::thread> threads;
    for (int& count : wrong)
        threads.emplace_back([&] {
            for (int i = 0; i < 50; ++i) {
                const crypto::Secret key = some_key();
                try {
                    count += !equal_constant_time(keys.unwrap(keys.wrap(key, "c"), "c"), key);
                } catch (const std::runtime_error&) {
                    // allowed while sessions go under its hands; a wrong key is not
                }
            }
        });
    for (int i = 0; i < 20; ++i)
        lose_all_sessions();
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(wrong, (std::array{0, 0, 0}));
    EXPECT_NO_THROW(keys.wrap(some_key(), "c"));
}

}  // namespace
}  // namespace suncrew::keys

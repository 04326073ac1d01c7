#include "store/dsn.hpp"

#include <gtest/gtest.h>

#include "store/errors.hpp"

namespace suncrew::store {
namespace {

std::string refusal_of(std::string_view text) {
    try {
        parse_dsn(text);
    } catch (const BadDsn& refusal) {
        return refusal.what();
    }
    return "accepted";
}

TEST(DsnTest, ReadsAPath) {
    const Dsn dsn = parse_dsn("sqlite:var/sun%20crew.db");
    EXPECT_EQ(dsn.database, Database::sqlite);
    EXPECT_EQ(dsn.path, "var/sun crew.db");
    EXPECT_FALSE(dsn.read_only);
    EXPECT_EQ(dsn.synchronous, Dsn::Synchronous::full);
}

TEST(DsnTest, ReadsTheOptionsOfAPath) {
    const Dsn dsn = parse_dsn("sqlite:/a/places.db?mode=ro&synchronous=normal");
    EXPECT_EQ(dsn.path, "/a/places.db");
    EXPECT_TRUE(dsn.read_only);
    EXPECT_EQ(dsn.synchronous, Dsn::Synchronous::normal);
}

TEST(DsnTest, ReadsAServer) {
    const Dsn dsn =
        parse_dsn("mysql://sun%40crew:p%3Ass%2Fw%C3%B6rd%25@db.example.org:3307/suncrew?ca=/etc/a%20b.pem");
    EXPECT_EQ(dsn.database, Database::mysql);
    EXPECT_EQ(dsn.user, "sun@crew");
    EXPECT_EQ(dsn.password.expose(), "p:ss/wörd%");
    EXPECT_EQ(dsn.host, "db.example.org");
    EXPECT_EQ(dsn.port, 3307);
    EXPECT_EQ(dsn.name, "suncrew");
    EXPECT_EQ(dsn.ca_file, "/etc/a b.pem");
}

TEST(DsnTest, ThePortMayBeLeftOut) {
    EXPECT_EQ(parse_dsn("mysql://u:p@h/d?ca=f").port, 3306);
}

TEST(DsnTest, ReadsAnAddressInBrackets) {
    const Dsn dsn = parse_dsn("mysql://u:p@[::1]:3310/d?ca=f");
    EXPECT_EQ(dsn.host, "::1");
    EXPECT_EQ(dsn.port, 3310);
}

TEST(DsnTest, ACopyHoldsTheSame) {
    const Dsn dsn = parse_dsn("mysql://u:p@h:1/d?ca=f").copy();
    EXPECT_EQ(dsn.password.expose(), "p");
    EXPECT_EQ(dsn.port, 1);
    EXPECT_EQ(dsn.ca_file, "f");
}

TEST(DsnTest, WithoutAnAuthorityThereIsNoServer) {
    EXPECT_NE(refusal_of("mysql://u:p@h/d").find("ca=FILE is missing"), std::string::npos);
    EXPECT_NE(refusal_of("mysql://u:p@h/d?ca=").find("ca"), std::string::npos);
}

TEST(DsnTest, VerificationCannotBeTurnedOff) {
    EXPECT_NE(refusal_of("mysql://u:p@h/d?ca=f&ssl-verify=off").find("unknown option"), std::string::npos);
    EXPECT_EQ(refusal_of("mysql://u:a@b/c?secret=1@host/db").find("secret"), std::string::npos)
        << "a password that was not escaped";
}

TEST(DsnTest, RefusesWhatIsIncomplete) {
    for (const char* text : {"",
                             "postgres://u:p@h/d",
                             "sqlite:",
                             "sqlite:?mode=ro",
                             "sqlite:a?mode=rw",
                             "sqlite:a?mode",
                             "sqlite:a%2",
                             "sqlite:a%zz",
                             "sqlite:a%00b",
                             "mysql://h/d?ca=f",
                             "mysql://u@h/d?ca=f",
                             "mysql://u:@h/d?ca=f",
                             "mysql://:p@h/d?ca=f",
                             "mysql://u:p@/d?ca=f",
                             "mysql://u:p@h?ca=f",
                             "mysql://u:p@h/?ca=f",
                             "mysql://u:p@h/a/b?ca=f",
                             "mysql://u:p@h:/d?ca=f",
                             "mysql://u:p@h:0/d?ca=f",
                             "mysql://u:p@h:65536/d?ca=f",
                             "mysql://u:p@h:12x/d?ca=f",
                             "mysql://u:p@[::1/d?ca=f",
                             "mysql://u:p@[::1]x/d?ca=f"})
        EXPECT_NE(refusal_of(text), "accepted") << text;
}

TEST(DsnTest, NoRefusalRepeatsThePassword) {
    for (const char* text :
         {"mysql://u:hunter22@h/d", "mysql://u:hunter22@h:x/d?ca=f", "mysql://u:hunter22%zz@h/d?ca=f",
          "mysql://u:hunter22@/d?ca=f", "mysql://:hunter22@h/d?ca=f", "mysql://u:hunter22@h?ca=f",
          "mysql:/u:hunter22@h/d?ca=f", "mysql://u:hunter22", "mysql://u:hunter22?x=y@h/d?ca=f"}) {
        const std::string refusal = refusal_of(text);
        EXPECT_NE(refusal, "accepted") << text;
        EXPECT_EQ(refusal.find("hunter22"), std::string::npos) << refusal;
    }
}

}  // namespace
}  // namespace suncrew::store

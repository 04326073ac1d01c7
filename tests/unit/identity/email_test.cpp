#include "identity/email.hpp"

#include <boost/regex.hpp>
#include <gtest/gtest.h>

namespace suncrew::identity {
namespace {

const std::string label63(63, 'b');

TEST(Email, IsKeptInLowerCase) {
    EXPECT_EQ(Email::parse("Customer1@Example.ORG").value().text(), "customer1@example.org");
    EXPECT_EQ(Email::parse("Customer1@Example.ORG").value().local_part(), "customer1");
}

TEST(Email, DotsAndTagsAreOtherMailboxes) {
    EXPECT_NE(Email::parse("a.b@example.org").value().text(), Email::parse("ab@example.org").value().text());
    EXPECT_NE(Email::parse("ab+x@example.org").value().text(), Email::parse("ab@example.org").value().text());
}

TEST(Email, TakesWhatIsInUse) {
    for (const std::string& text :
         {std::string{"a@example.org"}, std::string{"a.b+tag@mail.example.co.uk"},
          std::string{"o'brien@example.org"}, std::string{"a!#$%&'*+/=?^_`{|}~-b@example.org"},
          std::string{"1@2.example"}, std::string{"a@xn--bcher-kva.example"},
          std::string(64, 'a') + "@example.org", "a@" + label63 + ".org"})
        EXPECT_TRUE(Email::parse(text)) << text;
}

TEST(Email, RefusesWhatIsNone) {
    for (const std::string& text : {std::string{},
                                    std::string{"@"},
                                    std::string{"a"},
                                    std::string{"a@"},
                                    std::string{"@example.org"},
                                    std::string{"a@example"},
                                    std::string{"a@example."},
                                    std::string{"a@.example"},
                                    std::string{"a@a..org"},
                                    std::string{".a@example.org"},
                                    std::string{"a.@example.org"},
                                    std::string{"a..b@example.org"},
                                    std::string{"a@b@example.org"},
                                    std::string{"a b@example.org"},
                                    std::string{" a@example.org"},
                                    std::string{"a@example.org "},
                                    std::string{"a@example.org\n"},
                                    std::string{"a@exam\r\nple.org"},
                                    std::string{"a\t@example.org"},
                                    std::string{"\"a\"@example.org"},
                                    std::string{"a@[127.0.0.1]"},
                                    std::string{"a@127.0.0.1"},
                                    std::string{"a@-x.org"},
                                    std::string{"a@x-.org"},
                                    std::string{"a@ex_ample.org"},
                                    std::string{"a,b@example.org"},
                                    std::string{"<a@example.org>"},
                                    std::string{"\xc3\xb1@example.org"},
                                    std::string{"a@\xc3\xb1.org"},
                                    std::string{"a\0@example.org", 14},
                                    std::string(65, 'a') + "@example.org",
                                    "a@" + label63 + "b.org",
                                    "a@" + label63 + "." + label63 + "." + label63 + "." + label63 + ".org"})
        EXPECT_FALSE(Email::parse(text)) << text;
}

TEST(Email, ThePublishedPatternAgrees) {
    const boost::regex pattern{Email::json_pattern};
    for (const char* text :
         {"a@example.org", "a.b+tag@mail.example.co.uk", "A!#$%&'*+/=?^_`{|}~-b@example.org"})
        EXPECT_TRUE(boost::regex_match(text, pattern)) << text;
    for (const char* text :
         {"a@example", ".a@example.org", "a b@example.org", "a@127.0.0.1", "a@-x.org", "a@b@c.org"})
        EXPECT_FALSE(boost::regex_match(text, pattern)) << text;
}

}  // namespace
}  // namespace suncrew::identity

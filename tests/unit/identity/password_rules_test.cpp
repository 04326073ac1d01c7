#include "identity/password_rules.hpp"

#include "identity/folded_text.hpp"
#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

std::u32string folded(std::string_view text) {
    return std::u32string{FoldedText{text}.characters()};
}

TEST(FoldedText, LettersLoseCaseAndMarks) {
    EXPECT_EQ(folded("JosE"), U"jose");
    EXPECT_EQ(folded("Jos\xc3\xa9 Mu\xc3\x91oz"), U"jose munoz");
    EXPECT_EQ(folded("Jose\xcc\x81 Mun\xcc\x83oz"), U"jose munoz") << "decomposed";
    EXPECT_EQ(folded("\xc5\x81ukasz \xc5\xb9r\xc3\xb3\x64\xc5\x82o"), U"lukasz zrodlo");
    EXPECT_EQ(folded("Gro\xc3\x9f \xc3\x86gir \xc5\x92uvre"), U"gross aegir oeuvre");
    EXPECT_EQ(folded("\xc3\x97\xc3\xb7"), U"\u00d7\u00f7") << "signs are no letters";
}

TEST(FoldedText, WhatIsNoLatinLetterStays) {
    EXPECT_EQ(folded("1 _-\xe6\x9d\x8e\xf0\x9f\x8c\x9e"), U"1 _-\u674e\U0001f31e");
    EXPECT_EQ(folded("a\xff\xc3"), U"a\ufffd\ufffd");
    EXPECT_EQ(folded(""), U"");
}

/// The whole list, and a person.
class PasswordRules : public testing::Test {
protected:
    std::string answer(std::string_view password) const {
        return refusal([&] { check_new_password(secret(password), {email(address), name}, leaked_); });
    }
    void expect_too_easy(std::initializer_list<const char*> passwords) const {
        for (const char* password : passwords)
            EXPECT_EQ(answer(password), "password_too_easy") << password;
    }
    void expect_good(std::initializer_list<const char*> passwords) const {
        for (const char* password : passwords)
            EXPECT_EQ(answer(password), "not refused") << password;
    }

    std::string address = "customer1@example.org";
    std::string name = "Customer One";
    LeakedPasswords leaked_{SUNCREW_LEAKED_PASSWORDS};
};

TEST_F(PasswordRules, TheAddressIsTooEasy) {
    address = "ines.vargas+roof@correo.example.org";
    expect_too_easy({"ines.vargas", "InesVargas", "xxVargas1!", "ines.vargas+roof@correo.example.org",
                     "vargas-2026", "my-roof-1", "example99", "correo#2026", "inesvargasroof",
                     "roofcorreo1"});
    expect_good({"clouds over the hill", "vargaz-2026-q"});
}

TEST_F(PasswordRules, TheNameIsTooEasyInEverySpelling) {
    name =
        "Jos\xc3\xa9 Nu\xc3\xb1"
        "ez O'Neil";
    expect_too_easy({"nunez2026",
                     "Nu\xc3\xb1"
                     "ez2026",
                     "NU\xc3\x91"
                     "EZ2026",
                     "nun\xcc\x83"
                     "ez2026",
                     "josenunez1", "jose 1990", "o'neil123", "ONEIL-12", "N.u.n.e.z.1"});
    name = "Jose Nunez";
    expect_too_easy(
        {"nu\xc3\xb1"
         "ez2026",
         "jos\xc3\xa9-1990"});
}

TEST_F(PasswordRules, SoIsWhatLooksLikeTheName) {
    name = "Elisa Pastor";
    expect_too_easy({"3l1s4-26", "p@$t0r99", "PA5T0R!!", "e1isa123"});
    expect_good({"3l1z4-26q"});
}

TEST_F(PasswordRules, AWholeNameOfShortWordsIsFoundAndItsShortWordsAreNot) {
    name = "Ana Li";
    expect_too_easy({"AnaLi2026", "ana-li-99"});
    expect_good({"banana#9", "lichen 42"});
}

TEST_F(PasswordRules, OurNameAndTradeAreTooEasy) {
    expect_too_easy({"suncrew1", "SunCrew2026", "sun crew!", "Sun-Crew_26", "5uncr3w!!", "s.u.n.c.r.e.w",
                     "solarpanel", "Solar2026!", "solar energy", "placas solares", "Fotovoltaica1",
                     "security1!"});
    for (const std::u32string_view word : service_words()) {
        const std::string typed(word.begin(), word.end());
        EXPECT_EQ(answer(typed + "#9"), "password_too_easy") << typed;
    }
}

TEST_F(PasswordRules, ALongPassphraseMayContainOneOfThem) {
    address = "ines.vargas@example.org";
    name = "Ines Vargas";
    expect_good({"vargas likes old maps", "a solar hat for the goat", "correct horse battery",
                 "when the suncrew came by bike"});
    EXPECT_EQ(answer("vargas1234567"), "password_too_easy") << "seven are left";
    EXPECT_EQ(answer("vargas#zq8-xkw2y"), "not refused") << "eight and more are left";
    EXPECT_EQ(answer("vargas - - - - - - -"), "password_too_easy") << "what stands in between does not count";
    EXPECT_EQ(answer("vargas ines example"), "password_too_easy") << "several words";
    EXPECT_EQ(answer("vargasvargasvargas"), "password_too_easy") << "the same word again and again";
}

TEST_F(PasswordRules, NoKindOfCharacterIsAskedFor) {
    expect_good({"qzvkwmxp", "90817263", "        x",
                 "\xe5\xa4\xaa\xe9\x99\xbd\xe5\x85\x89\xe7\x99\xbc\xe9\x9b\xbb"
                 "\xe7\xb3\xbb\xe7\xb5\xb1"});
}

TEST_F(PasswordRules, WhatIsInTheListIsRefusedInAnyCase) {
    for (const char* password : {"12345678", "qwertyuiop", "QwertyUiop", "baseball", "iloveyou", "ILOVEYOU1"})
        EXPECT_EQ(answer(password), "password_leaked") << password;
    expect_good({"12345678 ", " 12345678", "baseball?", "iloveyou\n"});
}

TEST_F(PasswordRules, TheRefusalNamesTheFieldAndNothingThatWasTyped) {
    try {
        check_new_password(secret("suncrew1"), {email(address), name}, leaked_);
        FAIL() << "not refused";
    } catch (const Refusal& refusal) {
        EXPECT_EQ(refusal.field(), "password");
        EXPECT_EQ(refusal.detail(), "");
        EXPECT_EQ(refusal.code(), Code::invalid);
    }
}

TEST_F(PasswordRules, TheLongestPasswordIsSearchedToItsEnd) {
    std::string longest = std::string(120, '-') + "suncrew1";
    EXPECT_EQ(answer(longest), "password_too_easy");
    EXPECT_EQ(answer(std::string(600, 'q') + '\xff'), "not refused");
}

}  // namespace
}  // namespace suncrew::identity

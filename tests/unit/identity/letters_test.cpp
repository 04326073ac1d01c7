#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <gtest/gtest.h>

#include "identity/mail_texts.hpp"

namespace suncrew::identity {
namespace {

using notify::Language;

const std::string link = "https://suncrew.example/somewhere#token=abc";

struct Written {
    std::string name;  ///< of the letter and its language
    Letter letter;
    Language language;
    notify::Mail mail;
};

std::vector<Written> every_letter() {
    std::vector<Written> all;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Letter>>([&](auto described) {
        for (const Language language : {Language::en, Language::es})
            all.push_back({std::string{described.name} + (language == Language::es ? ".es" : ".en"),
                           described.value, language,
                           letter(described.value, *Email::parse("customer1@example.org"), language, link)});
    });
    return all;
}

std::string body(Letter which, Language language) {
    return letter(which, *Email::parse("customer1@example.org"), language, link).body;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

auto code_points(std::string_view text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

/// The words, with ASCII letters in lower case; bytes beyond ASCII belong to words.
std::set<std::string> words_of(std::string_view text) {
    std::set<std::string> words;
    std::string word;
    for (const char c : std::string{text} + ' ') {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if ((lower >= 'a' && lower <= 'z') || static_cast<unsigned char>(c) >= 0x80) {
            word += lower;
        } else if (!word.empty()) {
            words.insert(word);
            word.clear();
        }
    }
    return words;
}

bool any_of(const std::set<std::string>& words, std::initializer_list<const char*> wanted) {
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](const char* word) { return words.count(word) != 0; });
}

/// In one line, so that a phrase is found wherever its lines break.
std::string unwrapped(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

TEST(Letters, CanBeSentToTheirReaderAlone) {
    for (const auto& [name, which, language, mail] : every_letter()) {
        EXPECT_NO_THROW(notify::check_mail(mail)) << name;
        EXPECT_EQ(mail.recipient, "customer1@example.org") << name;
    }
}

TEST(Letters, HaveOneLinkOnALineOfItsOwn) {
    for (const auto& [name, which, language, mail] : every_letter()) {
        const auto lines = lines_of(mail.body);
        const auto at = std::find(lines.begin(), lines.end(), link);
        ASSERT_NE(at, lines.end()) << name;
        EXPECT_EQ(*(at - 1), "") << name;
        EXPECT_EQ(*(at + 1), "") << name;
        EXPECT_EQ(mail.body.find("://"), mail.body.rfind("://")) << name;
        EXPECT_EQ(mail.subject.find("://"), std::string::npos) << name;
    }
}

TEST(Letters, ALinkInTheTextIsTheCallersAsItIs) {
    const std::string odd = "https://suncrew.example/%7Bdate%7D#token={}%s";
    const auto mail =
        letter(Letter::password_reset, *Email::parse("customer1@example.org"), Language::en, odd);
    const auto lines = lines_of(mail.body);
    EXPECT_EQ(std::count(lines.begin(), lines.end(), odd), 1);
}

TEST(Letters, AreToldApartByTheirSubjects) {
    std::set<std::string> subjects;
    for (const auto& [name, which, language, mail] : every_letter()) {
        EXPECT_TRUE(subjects.insert(mail.subject).second) << name;
        EXPECT_LE(code_points(mail.subject), 70) << name;
    }
}

TEST(Letters, HaveNoPlaceLeftToFillIn) {
    for (const auto& [name, which, language, mail] : every_letter()) {
        EXPECT_EQ((mail.subject + mail.body).find_first_of("{}<>[]%$\\\t"), std::string::npos) << name;
        EXPECT_EQ(mail.body.find("  "), std::string::npos) << name;
        EXPECT_EQ(mail.body.find("\n\n\n"), std::string::npos) << name;
    }
}

TEST(Letters, KeepTheirLinesShort) {
    for (const auto& [name, which, language, mail] : every_letter()) {
        for (const auto& line : lines_of(mail.body)) {
            EXPECT_LE(code_points(line), 100) << name << ": " << line;
            EXPECT_FALSE(line.ends_with(' ')) << name << ": " << line;
        }
    }
}

TEST(Letters, GreetAndSign) {
    for (const auto& [name, which, language, mail] : every_letter()) {
        EXPECT_TRUE(mail.body.starts_with(language == Language::es ? "Hola:\n\n" : "Hello,\n\n")) << name;
        EXPECT_TRUE(mail.body.ends_with("\n\nSuncrew\n")) << name;
    }
}

TEST(Letters, SpeakTheLanguageOfTheirReader) {
    for (const auto& [name, which, language, mail] : every_letter()) {
        const auto words = words_of(mail.subject + '\n' + mail.body.substr(0, mail.body.find(link)) + '\n' +
                                    mail.body.substr(mail.body.find(link) + link.size()));
        EXPECT_EQ(any_of(words, {"the", "and", "your", "you", "was"}), language == Language::en) << name;
        EXPECT_EQ(any_of(words, {"el", "la", "que", "cuenta", "si"}), language == Language::es) << name;
    }
}

TEST(Letters, SpanishSaysTuThroughout) {
    for (const auto& [name, which, language, mail] : every_letter()) {
        if (language != Language::es)
            continue;
        const auto words = words_of(mail.subject + '\n' + mail.body);
        EXPECT_TRUE(any_of(words, {"tú", "tu", "tus", "te", "ti", "contigo", "tienes", "has"})) << name;
        for (const char* formal :
             {"usted",    "ustedes",  "su",         "sus",      "suyo",    "suya",    "suyos",   "suyas",
              "le",       "les",      "os",         "vosotros", "vuestra", "vuestro", "consigo", "haga",
              "abra",     "inicie",   "cambie",     "cierre",   "elimine", "mire",    "pida",    "avise",
              "guarde",   "elija",    "confirme",   "espere",   "añada",   "cree",    "prepare", "vaya",
              "comparta", "pregunte", "regístrese", "ábrala",   "cámbiela"})
            EXPECT_EQ(words.count(formal), 0U) << name << ": " << formal;
    }
}

TEST(Letters, SayWhatToDoIfItWasNotTheReader) {
    for (const auto& [name, which, language, mail] : every_letter()) {
        const std::string after = unwrapped(mail.body.substr(mail.body.find(link) + link.size()));
        const auto says = [&](std::initializer_list<const char*> phrases) {
            return std::any_of(phrases.begin(), phrases.end(),
                               [&](const char* phrase) { return after.find(phrase) != std::string::npos; });
        };
        if (language == Language::en)
            EXPECT_TRUE(says({"If it was not you", "If you did not", "If the request was not yours"}))
                << name;
        else
            EXPECT_TRUE(says({"Si no has sido tú", "Si no lo", "Si no la has", "Si no esperabas",
                              "Si no sabías", "Si la solicitud no era tuya"}))
                << name;
    }
}

TEST(Letters, SayHowLongTheirLinkLives) {
    for (const Letter which : {Letter::verification, Letter::sign_up_link, Letter::invitation,
                               Letter::new_enrolment_link, Letter::email_change_link}) {
        EXPECT_NE(unwrapped(body(which, Language::en)).find("within 24 hours"), std::string::npos);
        EXPECT_NE(unwrapped(body(which, Language::es)).find("antes de 24 horas"), std::string::npos);
    }
    EXPECT_NE(unwrapped(body(Letter::password_reset, Language::en)).find("within 10 minutes"),
              std::string::npos);
    EXPECT_NE(unwrapped(body(Letter::password_reset, Language::es)).find("antes de 10 minutos"),
              std::string::npos);
    EXPECT_NE(unwrapped(body(Letter::factor_reset_requested, Language::en)).find("after 72 hours"),
              std::string::npos);
    EXPECT_NE(unwrapped(body(Letter::factor_reset_requested, Language::es)).find("pasadas 72 horas"),
              std::string::npos);
    EXPECT_NE(unwrapped(body(Letter::factor_reset_reminder, Language::en)).find("When 72 hours are over"),
              std::string::npos);
    EXPECT_NE(unwrapped(body(Letter::factor_reset_reminder, Language::es)).find("Cuando se cumplan 72 horas"),
              std::string::npos);
}

TEST(Letters, BothLanguagesSayTheSameFigures) {
    const auto all = every_letter();
    for (std::size_t at = 0; at + 1 < all.size(); at += 2) {
        const auto figures = [](std::string_view text) {
            std::string digits;
            std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
                         [](char c) { return c >= '0' && c <= '9'; });
            return digits;
        };
        EXPECT_EQ(all[at].letter, all[at + 1].letter);
        EXPECT_EQ(figures(all[at].mail.body), figures(all[at + 1].mail.body)) << all[at].name;
    }
}

TEST(Letters, ThereIsNoneBeyondTheTable) {
    EXPECT_ANY_THROW(
        letter(static_cast<Letter>(255), *Email::parse("customer1@example.org"), Language::en, link));
}

}  // namespace
}  // namespace suncrew::identity

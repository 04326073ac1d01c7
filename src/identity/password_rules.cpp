#include "identity/password_rules.hpp"

#include <algorithm>
#include <array>
#include <bitset>

#include "base/refusal.hpp"
#include "identity/folded_text.hpp"

namespace suncrew::identity {
namespace {

using namespace std::string_view_literals;

constexpr std::array words_of_the_service{
    // our name, and what we sell
    U"suncrew"sv,
    U"solar"sv,
    U"sunpower"sv,
    U"sunlight"sv,
    U"sunshine"sv,
    U"panel"sv,
    U"photovoltaic"sv,
    U"fotovoltaic"sv,
    U"placas"sv,
    U"inverter"sv,
    U"inversor"sv,
    U"battery"sv,
    U"bateria"sv,
    U"rooftop"sv,
    U"tejado"sv,
    U"energy"sv,
    U"energia"sv,
    U"electric"sv,
    U"kilowatt"sv,
    U"kilovatio"sv,
    U"renewable"sv,
    U"renovable"sv,
    U"install"sv,
    U"instala"sv,
    // our roles and departments
    U"customer"sv,
    U"cliente"sv,
    U"crew"sv,
    U"support"sv,
    U"soporte"sv,
    U"sales"sv,
    U"ventas"sv,
    U"engineer"sv,
    U"ingenier"sv,
    U"security"sv,
    U"seguridad"sv,
    U"admin"sv,
};

/// More characters than a password may have, even if each became two.
constexpr std::size_t typed_length_max = 1024;

/// What stands between the parts of a word that is written apart.
constexpr bool is_separator(char32_t c) {
    return c == U' ' || c == U'-' || c == U'_' || c == U'.' || c == U'\'' || c == 0xa0 || c == 0x2019;
}
constexpr bool is_word_character(char32_t c) {
    return c < 0x80 ? (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') : !is_separator(c);
}

/// Whether a typed character stands for the one of a word.
constexpr bool stands_for(char32_t typed, char32_t wanted) {
    if (typed == wanted)
        return true;
    switch (typed) {
        case U'0':
            return wanted == U'o';
        case U'1':
            return wanted == U'i' || wanted == U'l';
        case U'3':
            return wanted == U'e';
        case U'4':
        case U'@':
            return wanted == U'a';
        case U'5':
        case U'$':
            return wanted == U's';
        default:
            return false;
    }
}

/// Which characters of a password were found to be of a word.
class Search {
public:
    explicit Search(const FoldedText& password) : text_{password.characters()} {
        for (std::size_t i = 0; i < std::min(text_.size(), typed_length_max); ++i)
            if (!is_separator(text_[i]))
                places_[length_++] = i;
    }
    void mark(std::u32string_view word) {
        for (std::size_t at = 0; at + word.size() <= length_; ++at)
            if (stands_at(at, word))
                for (std::size_t i = 0; i < word.size(); ++i)
                    found_.set(at + i);
    }
    bool found_any() const { return found_.any(); }
    std::size_t left() const { return length_ - found_.count(); }

private:
    bool stands_at(std::size_t at, std::u32string_view word) const {
        for (std::size_t i = 0; i < word.size(); ++i)
            if (!stands_for(text_[places_[at + i]], word[i]))
                return false;
        return true;
    }

    std::u32string_view text_;
    std::array<std::size_t, typed_length_max> places_;  ///< of what is no separator
    std::size_t length_ = 0;
    std::bitset<typed_length_max> found_;
};

/// Everything before the last dot.
std::string_view without_top_level(std::string_view domain) {
    return domain.substr(0, domain.rfind('.'));
}

}  // namespace

std::span<const std::u32string_view> service_words() {
    return words_of_the_service;
}

PersonalWords::PersonalWords(const Email& email, std::string_view name) {
    const std::string_view address = email.text();
    const std::string_view domain = address.substr(std::min(address.size(), address.find('@') + 1));
    add_words_of(name);
    add_whole(name);
    add_words_of(email.local_part());
    add_whole(email.local_part());
    add_words_of(without_top_level(domain));
    add_whole(without_top_level(domain));
    add_whole(address);
}

void PersonalWords::add_words_of(std::string_view text) {
    const FoldedText folded{text};
    std::u32string word;
    const auto finish = [&] {
        if (word.size() >= length_min)
            words_.push_back(word);
        word.clear();
    };
    for (const char32_t c : folded.characters()) {
        if (is_word_character(c))
            word += c;
        else
            finish();
    }
    finish();
}

void PersonalWords::add_whole(std::string_view text) {
    const FoldedText folded{text};
    std::u32string word{folded.characters()};
    std::erase_if(word, is_separator);
    if (word.size() >= length_min)
        words_.push_back(std::move(word));
}

void check_new_password(const crypto::Secret& password, const PersonalWords& person,
                        const LeakedPasswords& leaked) {
    const FoldedText folded{password.expose()};
    Search search{folded};
    for (const std::u32string_view word : person.all())
        search.mark(word);
    for (const std::u32string_view word : service_words())
        search.mark(word);
    if (search.found_any() && search.left() < unguessed_length_min)
        throw Refusal{Code::invalid, "password_too_easy", "password"};
    if (leaked.contains(password))
        throw Refusal{Code::invalid, "password_leaked", "password"};
}

}  // namespace suncrew::identity

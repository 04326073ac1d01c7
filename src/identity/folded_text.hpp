#pragma once

#include <string>
#include <string_view>

namespace suncrew::identity {

/// A text as people take it when they ask whether two words are the same: Latin letters in lower case and
/// without their marks, whether those were part of the letter or followed it (é and é are e, ñ is n, ß is
/// ss). Letters beyond U+017F stay as they are, as does everything that is no letter; a byte that is no
/// UTF-8 becomes U+FFFD. It may be made of a password, so its memory is wiped.
class FoldedText {
public:
    explicit FoldedText(std::string_view utf8);
    FoldedText(const FoldedText&) = delete;
    FoldedText& operator=(const FoldedText&) = delete;
    ~FoldedText();

    std::u32string_view characters() const { return characters_; }

private:
    std::u32string characters_;
};

}  // namespace suncrew::identity

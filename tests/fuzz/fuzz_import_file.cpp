// Any bytes as the accounts of another system, after the header: each line is good or a mistake, and none is
// lost.
#include <algorithm>
#include <string>

#include "base/csv.hpp"
#include "base/utf8.hpp"
#include "identity/import_file.hpp"
#include "property.hpp"

using namespace suncrew;
using identity::ImportFile;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text =
        "email,name,language,password_hash,verified\n" + std::string{fuzz::text_of(data, size)};
    const ImportFile file = ImportFile::read(text);

    std::size_t filled = 0;
    Lines lines{text};
    while (const auto line = lines.next())
        filled += line->empty() ? 0U : 1U;
    fuzz::must_hold(file.accounts.size() + file.mistakes_count + 1 == filled,
                    "each line is good or a mistake");
    fuzz::must_hold(file.mistakes.size() <= identity::import_mistakes_listed_max,
                    "the list of mistakes is bounded");
    for (const auto& mistake : file.mistakes)
        fuzz::must_hold(mistake.line > 1 && mistake.line <= lines.number() && mistake.column > 0 &&
                            mistake.column <= identity::import_line_bytes_max + 1 && !mistake.reason.empty(),
                        "a mistake stands somewhere in the file");
    for (const auto& account : file.accounts)
        fuzz::must_hold(!account.email.text().empty() && !account.name.empty() && is_utf8(account.name) &&
                            account.name.find_first_of("\r\n\t") == std::string::npos,
                        "what is imported is an address and a name of one line");
    return 0;
}

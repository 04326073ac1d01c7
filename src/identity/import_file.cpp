#include "identity/import_file.hpp"

#include <array>
#include <unordered_set>

#include "base/csv.hpp"
#include "base/refusal.hpp"
#include "base/utf8.hpp"
#include "identity/wire.hpp"

namespace suncrew::identity {
namespace {

constexpr std::array<std::string_view, 5> fields{"email", "name", "language", "password_hash", "verified"};
constexpr std::size_t fields_min = fields.size() - 1;
using Name = wire::Text<1, 100>;

/// How many fields a line has. Throws BadImportFile.
std::size_t read_header(Lines& lines) {
    const CsvLine header = CsvLine::read(lines.next().value_or(""), fields.size());
    bool good = header.fields.size() >= fields_min;
    for (std::size_t i = 0; i < header.fields.size(); ++i)
        good = good && header.fields[i].text == fields[i];
    if (!good)
        throw BadImportFile{"the first line is not email,name,language,password_hash[,verified]"};
    return header.fields.size();
}

bool verified(const std::string& text) {
    if (text != "yes" && text != "no")
        wire::refuse("unknown_value", wire::Path::of(fields[4]));
    return text == "yes";
}

/// Throws Refusal, with the name of the field.
ImportedAccount read_account(std::vector<CsvField>& from) {
    const auto path = [](std::size_t i) { return wire::Path::of(fields[i]); };
    for (std::size_t i = 0; i < from.size(); ++i)
        if (!is_utf8(from[i].text))
            wire::refuse("not_utf8", path(i));
    const crypto::Secret hash = crypto::Secret::take(from[3].text);
    return {.email = wire::Wire<Email>::read_text(from[0].text, path(0)),
            .name = wire::Wire<Name>::read_text(from[1].text, path(1)).text(),
            .language = wire::Wire<notify::Language>::read_text(from[2].text, path(2)),
            .password = LegacyHash::parse(hash.expose(), std::string{fields[3]}),
            .email_verified = from.size() > fields_min && verified(from[4].text)};
}

std::size_t column_of(const std::vector<CsvField>& line, const std::string& field) {
    for (std::size_t i = 0; i < line.size(); ++i)
        if (fields[i] == field)
            return line[i].column;
    return 1;
}

/// Reads the lines after the header.
class Body {
public:
    Body(ImportFile& file, std::size_t width) : file_{file}, width_{width} {}

    void add(std::string_view line, std::size_t number) {
        if (line.size() > import_line_bytes_max)
            return note({number, import_line_bytes_max + 1, "", "line_too_long"});
        CsvLine read = CsvLine::read(line, width_);
        if (read.mistake)
            return note({number, read.mistake->column, "", std::string{read.mistake->reason}});
        if (read.fields.size() < width_)
            return note({number, line.size() + 1, "", "too_few_fields"});
        try {
            ImportedAccount account = read_account(read.fields);
            account.line = number;
            if (!addresses_.insert(account.email.text()).second)
                return note({number, read.fields[0].column, std::string{fields[0]}, "email_repeated"});
            file_.accounts.push_back(std::move(account));
        } catch (const Refusal& refusal) {
            note({number, column_of(read.fields, refusal.field()), refusal.field(), refusal.reason()});
        }
    }

private:
    void note(ImportMistake mistake) {
        ++file_.mistakes_count;
        if (file_.mistakes.size() < import_mistakes_listed_max)
            file_.mistakes.push_back(std::move(mistake));
    }

    ImportFile& file_;
    std::size_t width_;
    std::unordered_set<std::string> addresses_;
};

}  // namespace

ImportFile ImportFile::read(std::string_view text) {
    if (text.size() > import_file_bytes_max)
        throw BadImportFile{"the file is larger than 64 MiB"};
    Lines lines{text};
    ImportFile file;
    Body body{file, read_header(lines)};
    while (const auto line = lines.next())
        if (!line->empty())
            body.add(*line, lines.number());
    return file;
}

}  // namespace suncrew::identity

#include "solar/price_book.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "base/refusal.hpp"

namespace suncrew::solar {
namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::string text(price_book_bytes_max + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.eof() || file.bad())
        throw std::runtime_error{path.string() + ": cannot be read, or is larger than a price book may be"};
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

}  // namespace

double vat_rate(const PriceBook& book, double dc_kw, Date day) {
    for (const Vat& vat : book.vat)
        if (vat.valid.holds(day) && (!vat.dc_kw_max || dc_kw <= *vat.dc_kw_max))
            return vat.rate;
    return book.vat.back().rate;
}

PriceBooks::PriceBooks(std::vector<PriceBook> books) : books_{std::move(books)} {}

PriceBooks PriceBooks::read(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (entry.path().extension() == ".toml")
            paths.push_back(entry.path());
    if (paths.empty())
        throw std::runtime_error{folder.string() + ": no price books here"};
    std::sort(paths.begin(), paths.end());
    std::vector<PriceBook> books;
    for (const auto& path : paths)
        books.push_back(parse_price_book(text_of(path), path.string()));
    return PriceBooks{std::move(books)};
}

const PriceBook& PriceBooks::on(std::string_view country, Date day) const {
    const PriceBook* newest = nullptr;
    for (const PriceBook& book : books_)
        if (book.country == country && book.valid.holds(day) &&
            (newest == nullptr || newest->valid.from < book.valid.from))
            newest = &book;
    if (newest == nullptr)
        throw Refusal{Code::invalid, "country_not_served", "country"};
    return *newest;
}

}  // namespace suncrew::solar

#pragma once

#include "solar/price_book_section.hpp"

namespace suncrew::solar::price_book_text {

ModulePrice module_of(Section in, Currency currency);
std::vector<InverterPrice> inverters_of(Section& root, Currency currency);
std::vector<Battery> batteries_of(Section& root, Currency currency);

}  // namespace suncrew::solar::price_book_text

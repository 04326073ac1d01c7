// Any text as a list of roofs: each line is a roof that a simulation takes, or a complaint that says where.
#include <stdexcept>
#include <string_view>

#include "base/refusal.hpp"
#include "property.hpp"
#include "solar/roof_list.hpp"

using namespace suncrew;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto says_where = [](const std::runtime_error& error) {
        fuzz::must_hold(std::string_view{error.what()}.starts_with("fuzz, line "), "it says where");
    };
    try {
        solar::DataText text{fuzz::text_of(data, size), "fuzz"};
        const solar::RoofList list{text, {}};
        while (text.next())
            try {
                const solar::ListedRoof roof = list.read(text);
                check(system_of({&roof.plane, 1}, roof.equipment));
                if (roof.place)
                    check(*roof.place);
            } catch (const Refusal& refusal) {
                fuzz::must_hold(false, refusal.field().c_str());
            } catch (const std::runtime_error& error) {
                says_where(error);
            }
    } catch (const std::runtime_error& error) {
        says_where(error);
    }
    return 0;
}

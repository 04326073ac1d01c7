#include "sealing/inventory.hpp"

namespace suncrew::sealing {

std::vector<WrappingKey> wrapping_keys(store::Reading& reading) {
    constexpr int versions_max = 1000;
    std::vector<WrappingKey> found;
    for (auto& [version, service_key, data_keys] : reading.rows<int, std::string, std::int64_t>(
             "select s.version, s.key_id, (select count(*) from data_keys d where d.wrapping = s.version)"
             " from service_keys s where s.purpose = 'wrapping' order by s.version limit ?",
             versions_max))
        found.push_back({static_cast<std::uint32_t>(version), std::move(service_key), data_keys});
    return found;
}

}  // namespace suncrew::sealing

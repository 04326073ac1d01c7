#include "sealing/plain.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

#include "sealing/errors.hpp"

namespace suncrew::sealing {
namespace {

static_assert(std::endian::native == std::endian::little, "positions are kept as little-endian doubles");

}  // namespace

crypto::Secret Plain<Position>::bytes(const Position& position) {
    char bytes[2 * sizeof(double)];
    std::memcpy(bytes, &position.latitude, sizeof(double));
    std::memcpy(bytes + sizeof(double), &position.longitude, sizeof(double));
    return crypto::Secret{std::string_view{bytes, sizeof bytes}};
}

Position Plain<Position>::value(const crypto::Secret& bytes) {
    if (bytes.size() != 2 * sizeof(double))
        throw DoesNotOpen{"a position of another size"};
    const std::string_view all = bytes.expose();
    Position position;
    std::memcpy(&position.latitude, all.data(), sizeof(double));
    std::memcpy(&position.longitude, all.data() + sizeof(double), sizeof(double));
    return position;
}

}  // namespace suncrew::sealing

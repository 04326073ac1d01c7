#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "sealing/column.hpp"
#include "sealing/plain.hpp"
#include "store/value.hpp"

namespace suncrew::sealing {

/// How each sealed value begins where it is kept: the form, which stands for AES-256-GCM and what is bound to
/// it. What a column holds without it was never sealed, and does not open.
inline constexpr std::string_view form = "s1:";

/// What a person's key has sealed of a `T`, as it stands in the column `C`: ciphertext that is bound to its
/// column, its row, its person and the key's version. There is no way to the value but `Opener::open`. Kept
/// as text: the form, and in base64url the key's version (4 bytes, the highest first), nonce, ciphertext and
/// tag.
template <class T, Column C>
class Sealed {
public:
    static constexpr std::string_view column = C.name();

    /// As it is kept.
    const std::string& kept() const { return kept_; }

private:
    friend class Sealer;
    friend struct store::Codec<Sealed>;
    explicit Sealed(std::string kept) : kept_{std::move(kept)} {}
    std::string kept_;
};

}  // namespace suncrew::sealing

namespace suncrew::store {

template <class T, sealing::Column C>
struct Codec<sealing::Sealed<T, C>> {
    static Value bind(const sealing::Sealed<T, C>& sealed) {
        // A secret's column is of bytes, all others are of text.
        if constexpr (std::same_as<T, crypto::Secret>)
            return Value::of(std::span<const std::uint8_t>{
                reinterpret_cast<const std::uint8_t*>(sealed.kept().data()), sealed.kept().size()});
        else
            return Value::of(std::string_view{sealed.kept()});
    }
    static sealing::Sealed<T, C> read(const Value& cell) {
        return sealing::Sealed<T, C>{std::string{read_text(cell)}};
    }
};

}  // namespace suncrew::store

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <tuple>

#include "crypto/hash.hpp"
#include "crypto/secret.hpp"
#include "keys/key_service.hpp"
#include "sealing/errors.hpp"
#include "sealing/may_open.hpp"
#include "sealing/row_mark.hpp"
#include "sealing/sealed.hpp"
#include "sealing/subject.hpp"
#include "store/connection.hpp"

/// The keys that seal what is personal. Each subject has a data key of its own; data keys are wrapped by a
/// wrapping key, and that one by the key service, which is asked at the start, once a minute, and never for a
/// request.
namespace suncrew::sealing {

/// How long the keys that the service has unwrapped are used while it is away. After that nothing is opened
/// or sealed.
inline constexpr std::chrono::minutes keys_kept{15};
/// How long a data key is used out of memory: so long after the erasure of a person another program may still
/// have it.
inline constexpr std::chrono::minutes data_key_kept{1};
/// Data keys in memory at once, some 100 bytes each.
inline constexpr std::size_t data_keys_max = 20'000;

/// What finds a sealed value by what it was: HMAC-SHA-256 of the column and the value, by a key of its own.
using BlindIndex = crypto::Sha256Digest;

class Keyring;
using DataKey = std::shared_ptr<const crypto::Secret>;

/// A subject and its key.
struct SubjectKey {
    Subject subject;
    DataKey key;
};

/// Seals values of one subject.
class Sealer {
public:
    template <Column C, class T>
    Sealed<T, C> seal(const Row& row, const T& value) const {
        return Sealed<T, C>{sealed(C.name(), row, Plain<T>::bytes(value))};
    }
    /// An absent value is absent in the database too.
    template <Column C, class T>
    std::optional<Sealed<T, C>> seal(const Row& row, const std::optional<T>& value) const {
        return value ? std::optional{seal<C>(row, *value)} : std::nullopt;
    }

private:
    friend class Keyring;
    explicit Sealer(SubjectKey key) : key_{std::move(key)} {}
    std::string sealed(std::string_view column, const Row& row, const crypto::Secret& plain) const;

    SubjectKey key_;
};

/// Opens values of one subject. Throws DoesNotOpen for whatever was not sealed for this subject, column and
/// row.
class Opener {
public:
    template <class T, Column C>
    T open(const Row& row, const Sealed<T, C>& sealed) const {
        return Plain<T>::value(opened(C.name(), row, sealed.kept()));
    }
    template <class T, Column C>
    std::optional<T> open(const Row& row, const std::optional<Sealed<T, C>>& sealed) const {
        return sealed ? std::optional<T>{open(row, *sealed)} : std::nullopt;
    }

private:
    friend class Keyring;
    explicit Opener(SubjectKey key) : key_{std::move(key)} {}
    crypto::Secret opened(std::string_view column, const Row& row, const std::string& kept) const;

    SubjectKey key_;
};

/// How far the data keys have come to the newest wrapping key.
struct Rewrapping {
    std::int64_t done = 0;
    std::int64_t left = 0;
};

/// What is wrong with a row that somebody has written beside us.
enum class Forged : std::uint8_t {
    mark,   ///< it gives access, and bears no mark of ours
    plain,  ///< it has in the clear what is always sealed
};
struct Forgery {
    std::string_view table;
    Forged what;
    std::optional<AccountId> whose;  ///< to whom it would give access, where that is known
};

/// One for the whole program, used by all its threads.
class Keyring {
public:
    explicit Keyring(keys::KeyService& service) : service_{service} {}
    Keyring(const Keyring&) = delete;
    Keyring& operator=(const Keyring&) = delete;

    /// Has the key service unwrap the wrapping keys, and makes the first ones in a database that has none. At
    /// the start and then once a minute; throws what the service throws, and the keys at hand stay for
    /// `keys_kept`.
    void refresh(store::Connection& connection);
    /// Whether there are keys to work with.
    bool ready() const;

    /// Makes the subject's data key where it has none yet, in the writer's transaction.
    Sealer sealer(store::Writing& writing, const Subject& subject);
    /// By the key that the subject has; none where there is none, or none any more.
    std::optional<Sealer> sealer_of_existing(store::Reading& reading, const Subject& subject);
    /// Throws std::logic_error where `proof` is not about this subject.
    Opener opener(store::Reading& reading, const MayOpen& proof, const Subject& subject);

    /// Bound to the column: the same value has another index in another column.
    template <Column C>
    BlindIndex index(std::string_view value) {
        return index(C.name(), value);
    }

    /// The mark of a row that gives access, by the newest key.
    RowMark mark(const MarkedRow& row);
    /// Whether it is the row's mark, by whichever of our keys. One that is not is told of, and gives nothing.
    bool is_ours(store::Reading& reading, const MarkedRow& row, const std::optional<RowMark>& mark,
                 const std::optional<AccountId>& whose);
    /// The same, and nobody is told: before a change that leaves it as it is.
    bool fits(store::Reading& reading, const MarkedRow& row, const std::optional<RowMark>& mark);
    /// Tells of a table that has in the clear what is always sealed, and of a row that is not ours.
    void found_plain(std::string_view table) const { tell({table, Forged::plain, {}}); }
    void found_forged(std::string_view table) const { tell({table, Forged::mark, {}}); }
    /// Who is told of what somebody forged, on whatever thread it is found; set before there are others.
    void tell_forgeries(std::function<void(const Forgery&)> told);

    /// Destroys a subject's key: what it sealed can never be opened again. Programs that have it in memory
    /// forget it within `data_key_kept`.
    void erase(store::Writing& writing, const Subject& subject);

    /// What stands in the transaction that keeps a new wrapping key, such as the record of it.
    using WithNewKey = std::function<void(store::Writing&, std::uint32_t version)>;
    /// A new wrapping key, which wraps every new data key from now on, in other programs within a minute; the
    /// others are brought to it by `rewrap`. Throws store::Conflict where another program made one just now.
    void rotate(store::Connection& connection, const WithNewKey& also);
    /// Brings some data keys to the newest wrapping key, and what the service has wrapped to its present key.
    /// For background work, until nothing is left.
    Rewrapping rewrap(store::Connection& connection);
    Rewrapping progress(store::Reading& reading);

private:
    using Wrapping = std::shared_ptr<const crypto::Secret>;
    struct Loaded {
        std::map<std::uint32_t, Wrapping> wrapping;  ///< by version
        std::map<std::uint32_t, Wrapping> rows;      ///< what marks rows, of the wrapping key of that version
        Wrapping index;
        std::chrono::steady_clock::time_point until;
    };
    struct Kept {
        Uuid subject;
        DataKey key;
        std::chrono::steady_clock::time_point until;
    };

    /// Subject, version, by which wrapping key, wrapped.
    using DataKeyRow = std::tuple<Uuid, int, int, store::Bytes>;

    /// Whether the key opened, and was brought to the newest wrapping key.
    bool rewrap_one(store::Connection& connection, store::Reading& reading, const DataKeyRow& row,
                    std::uint32_t newest, const crypto::Secret& with);
    BlindIndex index(std::string_view column, std::string_view value);
    std::shared_ptr<const Loaded> loaded() const;
    Wrapping wrapping(store::Reading& reading, std::uint32_t version);
    void tell(const Forgery& forgery) const;
    static Wrapping row_key_of(const crypto::Secret& wrapping);
    /// None where there is no such key of ours.
    Wrapping row_key(store::Reading& reading, std::uint32_t version);
    DataKey kept(const Subject& subject);
    DataKey find(store::Reading& reading, const Subject& subject);
    void keep(const Subject& subject, const DataKey& key);

    keys::KeyService& service_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Loaded> loaded_;
    std::list<Kept> order_;  ///< the newest first
    std::map<Uuid, std::list<Kept>::iterator> kept_;
    std::function<void(const Forgery&)> told_;
};

}  // namespace suncrew::sealing

#include "sealing/keyring.hpp"

#include <array>
#include <string>
#include <tuple>
#include <vector>

#include "base/log.hpp"
#include "crypto/aead.hpp"
#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"
#include "crypto/random.hpp"

namespace suncrew::sealing {
namespace {

using crypto::Secret;
using std::chrono::steady_clock;

/// Data keys have this version until a person's values can be sealed anew with another.
constexpr std::uint32_t data_key_version = 1;
/// What stands before nonce, ciphertext and tag: the version, the highest byte first.
constexpr std::array<std::uint8_t, 4> framing{data_key_version >> 24, data_key_version >> 16 & 0xff,
                                              data_key_version >> 8 & 0xff, data_key_version & 0xff};
constexpr int rewrapped_at_once = 200;

/// What a wrapping key or the index key is for, as the table has it.
constexpr std::string_view wrapping_purpose = "wrapping";
constexpr std::string_view index_purpose = "index";

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view text_of(const Uuid& id) {
    return {reinterpret_cast<const char*>(id.data()), id.size()};
}

void add(std::string& text, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8)
        text.push_back(static_cast<char>(number >> shift));
}

/// What a value is bound to: a part of variable length stands behind its length.
std::string bound_to(std::string_view column, const Row& row, const Subject& subject) {
    std::string bound;
    bound.reserve(96);
    bound.append("suncrew value 1 ").append(text_of(subject.id()));
    add(bound, data_key_version);
    add(bound, static_cast<std::uint32_t>(column.size()));
    bound.append(column).append(row.key());
    return bound;
}

/// What a wrapped data key is bound to.
std::string bound_to(const Subject& subject, std::uint32_t version, std::uint32_t wrapping) {
    std::string bound{"suncrew data key 1 "};
    bound.append(text_of(subject.id()));
    add(bound, version);
    add(bound, wrapping);
    return bound;
}

/// What the key service binds a key to.
std::string context_of(std::string_view purpose, std::uint32_t version) {
    return "suncrew " + std::string{purpose} + " key " + std::to_string(version);
}

Secret new_key() {
    auto bytes = crypto::random_bytes<crypto::aead_key_size>();
    Secret key{std::span<const std::uint8_t>{bytes}};
    ::explicit_bzero(bytes.data(), bytes.size());
    return key;
}

std::shared_ptr<const Secret> unwrapped(const Secret& wrapping, const std::string& bound,
                                        const store::Bytes& wrapped, const Subject& subject) {
    auto key = crypto::aead_open(wrapping, bytes_of(bound), wrapped);
    if (!key || key->size() != crypto::aead_key_size)
        throw DoesNotOpen{"the data key of " + to_string(subject.id())};
    return std::make_shared<const Secret>(*std::move(key));
}

struct ServiceKey {
    std::string purpose;
    std::uint32_t version;
    keys::Wrapped wrapped;
};

std::vector<ServiceKey> service_keys(store::Reading& reading) {
    constexpr int versions_max = 1000;
    std::vector<ServiceKey> found;
    for (auto& [purpose, version, key_id, wrapped] :
         reading.rows<std::string, int, std::string, store::Bytes>(
             "select purpose, version, key_id, wrapped from service_keys order by purpose, version limit ?",
             versions_max))
        found.push_back({purpose, static_cast<std::uint32_t>(version), {key_id, wrapped}});
    return found;
}

/// Throws store::Duplicate where there is one of that version.
void keep_service_key(store::Writing& writing, std::string_view purpose, std::uint32_t version,
                      const keys::Wrapped& wrapped) {
    writing.run("insert into service_keys (purpose, version, key_id, wrapped) values (?, ?, ?, ?)", purpose,
                static_cast<int>(version), wrapped.key_id, wrapped.bytes);
}

/// The first of its purpose; where another program was faster, nothing: its key is the one.
void make_first(store::Connection& connection, keys::KeyService& service, std::string_view purpose) {
    constexpr std::uint32_t first = 1;
    const keys::Wrapped wrapped = service.wrap(new_key(), context_of(purpose, first));
    try {
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            keep_service_key(transaction, purpose, first, wrapped);
        });
    } catch (const store::Duplicate&) {
        log::info("key_made_elsewhere");
    }
}

}  // namespace

std::string Sealer::sealed(std::string_view column, const Row& row, const Secret& plain) const {
    std::vector<std::uint8_t> whole{framing.begin(), framing.end()};
    const std::string bound = bound_to(column, row, key_.subject);
    const auto ciphertext = crypto::aead_seal(*key_.key, bytes_of(bound), plain.expose_bytes());
    whole.insert(whole.end(), ciphertext.begin(), ciphertext.end());
    return std::string{form} + crypto::base64url_encode(whole);
}

Secret Opener::opened(std::string_view column, const Row& row, const std::string& kept) const {
    const auto whole = kept.starts_with(form)
                           ? crypto::base64url_decode(std::string_view{kept}.substr(form.size()))
                           : std::nullopt;
    std::optional<Secret> plain;
    if (whole && whole->size() >= framing.size() &&
        std::equal(framing.begin(), framing.end(), whole->begin()))
        plain = crypto::aead_open(*key_.key, bytes_of(bound_to(column, row, key_.subject)),
                                  std::span{*whole}.subspan(framing.size()));
    if (!plain)
        throw DoesNotOpen{"a value of " + std::string{column}};
    return *std::move(plain);
}

namespace {

/// A house where something is sealed has had its keys: new ones in their place would open nothing of it.
void must_be_new(store::Reading& reading) {
    const bool sealed = *reading.value<bool>(
        "select exists (select 1 from data_keys) or"
        " exists (select 1 from accounts where email_index is not null)");
    if (sealed)
        throw DoesNotOpen{"what is sealed, as a row of service_keys is missing; restore it from a backup"};
}

}  // namespace

void Keyring::refresh(store::Connection& connection) {
    store::Reading reading{connection};
    auto found = service_keys(reading);
    const auto has = [&](std::string_view purpose) {
        return std::any_of(found.begin(), found.end(),
                           [&](const ServiceKey& key) { return key.purpose == purpose; });
    };
    if (!has(wrapping_purpose) || !has(index_purpose)) {
        must_be_new(reading);
        for (const std::string_view purpose : {wrapping_purpose, index_purpose})
            if (!has(purpose))
                make_first(connection, service_, purpose);
        found = service_keys(reading);
    }
    auto fresh = std::make_shared<Loaded>();
    for (const ServiceKey& key : found) {
        auto opened = std::make_shared<const Secret>(
            service_.unwrap(key.wrapped, context_of(key.purpose, key.version)));
        if (key.purpose == wrapping_purpose) {
            fresh->rows[key.version] = row_key_of(*opened);
            fresh->wrapping[key.version] = std::move(opened);
        } else {
            fresh->index = std::move(opened);
        }
    }
    fresh->until = steady_clock::now() + keys_kept;
    const std::lock_guard lock{mutex_};
    loaded_ = std::move(fresh);
}

bool Keyring::ready() const {
    const std::lock_guard lock{mutex_};
    return loaded_ && steady_clock::now() < loaded_->until;
}

std::shared_ptr<const Keyring::Loaded> Keyring::loaded() const {
    const std::lock_guard lock{mutex_};
    if (!loaded_ || steady_clock::now() >= loaded_->until)
        throw KeysAway{loaded_ ? "the key service is away for too long" : "the keys are not there yet"};
    return loaded_;
}

Keyring::Wrapping Keyring::wrapping(store::Reading& reading, std::uint32_t version) {
    const auto now = loaded();
    if (const auto found = now->wrapping.find(version); found != now->wrapping.end())
        return found->second;
    // Another program has made it since: the one case in which a request waits for the key service.
    const auto row = reading.one<std::string, store::Bytes>(
        "select key_id, wrapped from service_keys where purpose = ? and version = ?", wrapping_purpose,
        static_cast<int>(version));
    if (!row)
        throw DoesNotOpen{"there is no wrapping key " + std::to_string(version)};
    const auto& [key_id, wrapped] = *row;
    std::shared_ptr<const Secret> opened;
    try {
        opened = std::make_shared<const Secret>(
            service_.unwrap({key_id, wrapped}, context_of(wrapping_purpose, version)));
    } catch (const keys::Unavailable& away) {
        throw KeysAway{away.what()};
    }
    const std::lock_guard lock{mutex_};
    auto more = std::make_shared<Loaded>(*loaded_);  // as it is by now: it may have been refreshed meanwhile
    more->wrapping[version] = opened;
    more->rows[version] = row_key_of(*opened);
    loaded_ = std::move(more);
    return opened;
}

DataKey Keyring::kept(const Subject& subject) {
    const std::lock_guard lock{mutex_};
    const auto found = kept_.find(subject.id());
    if (found == kept_.end())
        return nullptr;
    if (steady_clock::now() >= found->second->until) {
        order_.erase(found->second);
        kept_.erase(found);
        return nullptr;
    }
    order_.splice(order_.begin(), order_, found->second);
    return found->second->key;
}

void Keyring::keep(const Subject& subject, const DataKey& key) {
    const std::lock_guard lock{mutex_};
    if (kept_.contains(subject.id()))
        return;
    order_.push_front({subject.id(), key, steady_clock::now() + data_key_kept});
    kept_[subject.id()] = order_.begin();
    if (kept_.size() > data_keys_max) {
        kept_.erase(order_.back().subject);
        order_.pop_back();
    }
}

DataKey Keyring::find(store::Reading& reading, const Subject& subject) {
    loaded();  // nothing is opened out of memory either, once the service is away for too long
    if (auto key = kept(subject))
        return key;
    const auto row = reading.one<int, int, store::Bytes>(
        "select version, wrapping, wrapped from data_keys where subject = ?", subject.id());
    if (!row)
        return nullptr;
    const auto& [version, wrapped_by, wrapped] = *row;
    const auto by = static_cast<std::uint32_t>(wrapped_by);
    auto key = unwrapped(*wrapping(reading, by), bound_to(subject, static_cast<std::uint32_t>(version), by),
                         wrapped, subject);
    // A key that a transaction has made may go with it: only what was read outside of one is kept.
    if (reading.each_alone())
        keep(subject, key);
    return key;
}

Sealer Keyring::sealer(store::Writing& writing, const Subject& subject) {
    if (auto key = find(writing, subject))
        return Sealer{{subject, std::move(key)}};
    const auto now = loaded();
    const auto& [newest, wrapping] = *now->wrapping.rbegin();
    auto key = std::make_shared<const Secret>(new_key());
    const auto wrapped = crypto::aead_seal(*wrapping, bytes_of(bound_to(subject, data_key_version, newest)),
                                           key->expose_bytes());
    try {
        writing.run("insert into data_keys (subject, version, wrapping, wrapped) values (?, ?, ?, ?)",
                    subject.id(), static_cast<int>(data_key_version), static_cast<int>(newest), wrapped);
    } catch (const store::Duplicate&) {
        key = find(writing, subject);
        if (!key)
            throw store::Conflict{"two made one subject's key at once"};
    }
    return Sealer{{subject, std::move(key)}};
}

std::optional<Sealer> Keyring::sealer_of_existing(store::Reading& reading, const Subject& subject) {
    auto key = find(reading, subject);
    return key ? std::optional{Sealer{{subject, std::move(key)}}} : std::nullopt;
}

Opener Keyring::opener(store::Reading& reading, const MayOpen& proof, const Subject& subject) {
    if (!proof.covers(subject))
        throw std::logic_error{"a proof is about another subject"};
    auto key = find(reading, subject);
    if (!key)
        throw DoesNotOpen{"the data key of " + to_string(subject.id()) + " is gone"};
    return Opener{{subject, std::move(key)}};
}

BlindIndex Keyring::index(std::string_view column, std::string_view value) {
    std::string message{column};
    message.append(1, '\0').append(value);
    return crypto::hmac_sha256(*loaded()->index, message);
}

void Keyring::erase(store::Writing& writing, const Subject& subject) {
    writing.run("delete from data_keys where subject = ?", subject.id());
    const std::lock_guard lock{mutex_};
    if (const auto found = kept_.find(subject.id()); found != kept_.end()) {
        order_.erase(found->second);
        kept_.erase(found);
    }
}

void Keyring::rotate(store::Connection& connection, const WithNewKey& also) {
    store::Reading reading{connection};
    const int newest = reading
                           .value<int>("select coalesce(max(version), 0) from service_keys where purpose = ?",
                                       wrapping_purpose)
                           .value();
    const auto next = static_cast<std::uint32_t>(newest) + 1;
    const keys::Wrapped wrapped = service_.wrap(new_key(), context_of(wrapping_purpose, next));
    try {
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            keep_service_key(transaction, wrapping_purpose, next, wrapped);
            also(transaction, next);
        });
    } catch (const store::Duplicate&) {
        throw store::Conflict{"two programs rotate at once"};
    }
    refresh(connection);
}

Rewrapping Keyring::progress(store::Reading& reading) {
    const auto counted = reading.one<std::int64_t, std::int64_t>(
        "select count(*), coalesce(sum(case when wrapping < (select max(version) from service_keys where "
        "purpose = ?)"
        " then 1 else 0 end), 0) from data_keys",
        wrapping_purpose);
    const auto& [all, left] = counted.value();
    return {all - left, left};
}

Rewrapping Keyring::rewrap(store::Connection& connection) {
    store::Reading reading{connection};
    for (const ServiceKey& key : service_keys(reading)) {
        if (key.wrapped.key_id == service_.key_id())
            continue;
        const std::string context = context_of(key.purpose, key.version);
        const keys::Wrapped anew = service_.wrap(service_.unwrap(key.wrapped, context), context);
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            transaction.run(
                "update service_keys set key_id = ?, wrapped = ? where purpose = ? and version = ? and "
                "key_id = ?",
                anew.key_id, anew.bytes, key.purpose, static_cast<int>(key.version), key.wrapped.key_id);
        });
    }
    const auto now = loaded();
    const auto& [newest, with] = *now->wrapping.rbegin();
    // Keys that do not open stay where they are; whoever put many there keeps the others waiting no longer.
    int rewrapped = 0;
    std::int64_t last_wrapping = std::numeric_limits<std::int64_t>::min();
    Uuid last_subject{};
    for (bool more = true; more && rewrapped == 0;) {
        const auto old = reading.rows<Uuid, int, int, store::Bytes>(
            "select subject, version, wrapping, wrapped from data_keys where wrapping < ?"
            " and (wrapping > ? or (wrapping = ? and subject > ?)) order by wrapping, subject limit ?",
            static_cast<int>(newest), last_wrapping, last_wrapping, last_subject, rewrapped_at_once);
        more = old.size() == static_cast<std::size_t>(rewrapped_at_once);
        if (!old.empty()) {
            last_wrapping = std::get<2>(old.back());
            last_subject = std::get<0>(old.back());
        }
        for (const DataKeyRow& row : old)
            rewrapped += rewrap_one(connection, reading, row, newest, *with) ? 1 : 0;
    }
    return progress(reading);
}

bool Keyring::rewrap_one(store::Connection& connection, store::Reading& reading, const DataKeyRow& row,
                         std::uint32_t newest, const Secret& with) {
    const auto& [id, version, by, wrapped] = row;
    const Subject subject = Subject::stored(id);
    const auto key_version = static_cast<std::uint32_t>(version);
    const auto old_wrapping = static_cast<std::uint32_t>(by);
    std::vector<std::uint8_t> anew;
    try {
        const auto key = unwrapped(*wrapping(reading, old_wrapping),
                                   bound_to(subject, key_version, old_wrapping), wrapped, subject);
        anew = crypto::aead_seal(with, bytes_of(bound_to(subject, key_version, newest)), key->expose_bytes());
    } catch (const DoesNotOpen& flaw) {
        // Somebody has changed it. It stays as it is, and keeps no other from its new wrapping.
        log::error("data_key_does_not_open", {{"what", std::string_view{flaw.what()}}});
        return false;
    }
    store::in_transaction(connection, [&](store::Transaction& transaction) {
        transaction.run("update data_keys set wrapping = ?, wrapped = ? where subject = ? and wrapping = ?",
                        static_cast<int>(newest), anew, std::get<0>(row), std::get<2>(row));
    });
    return true;
}

}  // namespace suncrew::sealing

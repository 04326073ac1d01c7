#include "factors/cbor.hpp"

#include <algorithm>
#include <limits>

#include <cbor.h>

#include "base/utf8.hpp"
#include "factors/webauthn_refused.hpp"

namespace suncrew::factors::cbor {
namespace {

[[noreturn]] void refuse() {
    throw WebauthnRefused{WebauthnFault::cbor};
}

/// What libcbor found at the start of an item: its kind, and the number in its head (a value, a length, or
/// how many items follow).
struct Head {
    Item::Kind kind = Item::Kind::other;
    std::uint64_t number = 0;
    bool is_negative = false;
    bool has_number = false;
    bool is_refused = false;  ///< a tag, or an indefinite length
    Bytes content{};
};

Head& head_of(void* context) {
    return *static_cast<Head*>(context);
}

void found(void* context, Item::Kind kind, std::uint64_t number) {
    Head& head = head_of(context);
    head.kind = kind;
    head.number = number;
    head.has_number = true;
}

template <typename Number>
void found_unsigned(void* context, Number number) {
    found(context, Item::Kind::integer, number);
}

/// The number n stands for -1 - n.
template <typename Number>
void found_negative(void* context, Number number) {
    found(context, Item::Kind::integer, number);
    head_of(context).is_negative = true;
}

template <Item::Kind kind>
void found_string(void* context, cbor_data content, std::size_t size) {
    found(context, kind, size);
    head_of(context).content = Bytes{content, size};
}

template <Item::Kind kind>
void found_collection(void* context, std::size_t size) {
    found(context, kind, size);
}

void found_refused(void* context) {
    head_of(context).is_refused = true;
}

cbor_callbacks make_callbacks() {
    cbor_callbacks callbacks = cbor_empty_callbacks;  // floats, booleans and null are passed over
    callbacks.uint8 = found_unsigned<std::uint8_t>;
    callbacks.uint16 = found_unsigned<std::uint16_t>;
    callbacks.uint32 = found_unsigned<std::uint32_t>;
    callbacks.uint64 = found_unsigned<std::uint64_t>;
    callbacks.negint8 = found_negative<std::uint8_t>;
    callbacks.negint16 = found_negative<std::uint16_t>;
    callbacks.negint32 = found_negative<std::uint32_t>;
    callbacks.negint64 = found_negative<std::uint64_t>;
    callbacks.byte_string = found_string<Item::Kind::bytes>;
    callbacks.string = found_string<Item::Kind::text>;
    callbacks.array_start = found_collection<Item::Kind::array>;
    callbacks.map_start = found_collection<Item::Kind::map>;
    callbacks.byte_string_start = found_refused;
    callbacks.string_start = found_refused;
    callbacks.indef_array_start = found_refused;
    callbacks.indef_map_start = found_refused;
    callbacks.indef_break = found_refused;
    callbacks.tag = [](void* context, std::uint64_t) { found_refused(context); };
    return callbacks;
}

/// How long the head of an item is that holds this number in the shortest way (RFC 8949, section 3).
std::size_t shortest_head(std::uint64_t number) {
    if (number < 24)
        return 1;
    if (number <= std::numeric_limits<std::uint8_t>::max())
        return 2;
    if (number <= std::numeric_limits<std::uint16_t>::max())
        return 3;
    return number <= std::numeric_limits<std::uint32_t>::max() ? 5 : 9;
}

/// The order of the canonical form: by major type, then the shorter, then byte by byte.
bool comes_before(Bytes a, Bytes b) {
    const int type_a = a[0] >> 5;
    const int type_b = b[0] >> 5;
    if (type_a != type_b)
        return type_a < type_b;
    if (a.size() != b.size())
        return a.size() < b.size();
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

class Reader {
public:
    explicit Reader(Bytes bytes) : rest_{bytes} {}

    Item read(std::size_t depth) {
        if (++items_ > items_max)
            refuse();
        const Bytes start = rest_;
        const Head head = read_head();
        Item item;
        item.kind = head.kind;
        item.content = head.content;
        if (head.kind == Item::Kind::integer)
            item.integer = signed_value(head);
        if (head.kind == Item::Kind::text && !is_utf8(item.text()))
            refuse();
        if (head.kind == Item::Kind::array || head.kind == Item::Kind::map)
            read_children(item, head.number, depth + 1);
        item.encoded = start.first(start.size() - rest_.size());
        return item;
    }

    bool at_end() const { return rest_.empty(); }

private:
    Head read_head() {
        static const cbor_callbacks callbacks = make_callbacks();
        Head head;
        const cbor_decoder_result result = cbor_stream_decode(rest_.data(), rest_.size(), &callbacks, &head);
        if (result.status != CBOR_DECODER_FINISHED || head.is_refused ||
            (head.has_number && result.read != shortest_head(head.number) + head.content.size()))
            refuse();
        rest_ = rest_.subspan(result.read);
        return head;
    }

    static std::int64_t signed_value(const Head& head) {
        if (head.number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            refuse();
        const auto number = static_cast<std::int64_t>(head.number);
        return head.is_negative ? -1 - number : number;
    }

    void read_children(Item& parent, std::uint64_t count, std::size_t depth) {
        if (depth > nesting_max || count > items_max)
            refuse();
        Bytes previous;
        for (std::uint64_t i = 0; i < count; ++i) {
            if (parent.kind == Item::Kind::map)
                previous = read_key(parent, previous, depth);
            parent.children.push_back(read(depth));
        }
    }

    Bytes read_key(Item& map, Bytes previous, std::size_t depth) {
        Item key = read(depth);
        if (key.kind != Item::Kind::integer && key.kind != Item::Kind::text)
            refuse();
        if (!previous.empty() && !comes_before(previous, key.encoded))
            refuse();
        map.children.push_back(key);
        return key.encoded;
    }

    Bytes rest_;
    std::size_t items_ = 0;
};

template <typename Fits>
const Item* find_key(const Item& map, Fits fits) {
    if (map.kind != Item::Kind::map)
        return nullptr;
    for (std::size_t i = 0; i + 1 < map.children.size(); i += 2)
        if (fits(map.children[i]))
            return &map.children[i + 1];
    return nullptr;
}

}  // namespace

const Item* Item::find(std::string_view key) const {
    return find_key(*this, [key](const Item& k) { return k.kind == Kind::text && k.text() == key; });
}

const Item* Item::find(std::int64_t key) const {
    return find_key(*this, [key](const Item& k) { return k.kind == Kind::integer && k.integer == key; });
}

Item read_first(Bytes bytes) {
    return Reader{bytes}.read(0);
}

Item read_whole(Bytes bytes) {
    Reader reader{bytes};
    Item item = reader.read(0);
    if (!reader.at_end())
        refuse();
    return item;
}

}  // namespace suncrew::factors::cbor

#pragma once

#include <string>

#include "sealing/keyring.hpp"
#include "sealing/sealed.hpp"

/// What of orders, offers and quotes stands in the database as ciphertext. The city stays readable: it says
/// where work is to be done, and stands in figures and offers.
namespace suncrew::orders {

using SealedName = sealing::Sealed<std::string, "orders.contact_name">;
using SealedPhone = sealing::Sealed<std::string, "orders.contact_phone">;
using SealedStreet = sealing::Sealed<std::string, "orders.street">;
using SealedPostcode = sealing::Sealed<std::string, "orders.postcode">;
using SealedPosition = sealing::Sealed<sealing::Position, "orders.position">;
using SealedNote = sealing::Sealed<std::string, "orders.note">;
using SealedComment = sealing::Sealed<std::string, "orders.rating_comment">;
using SealedMoveNote = sealing::Sealed<std::string, "order_moves.note">;
using SealedReason = sealing::Sealed<std::string, "offers.reason">;
using SealedSpot = sealing::Sealed<sealing::Position, "quotes.position">;
using SealedDocument = sealing::Sealed<std::string, "quotes.document">;

/// What is kept of a position in the clear, for the distances of the matching: two decimals of a degree,
/// some 1.1 km.
double coarse(double degrees);

}  // namespace suncrew::orders

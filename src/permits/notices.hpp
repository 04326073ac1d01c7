#pragma once

#include <string>

#include "identity/mail_texts.hpp"
#include "identity/post.hpp"
#include "permits/grants_store.hpp"

/// Letters about grants. They name nobody and no purpose: the pages that they lead to do.
namespace suncrew::permits {

/// To every security officer and everybody else who may decide, but the holder.
void tell_of_request(store::Writing& writing, const StoredGrant& grant, const identity::Post& post,
                     Instant now);

/// To every security officer and the holder.
void tell_of_grant(store::Writing& writing, const StoredGrant& grant, identity::Letter what,
                   const identity::Post& post, Instant now);

}  // namespace suncrew::permits

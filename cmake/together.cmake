# Files of one folder are compiled together, eight at once: what they include is read once for all of them, which
# makes a whole build half as long. The preset `lint` compiles each alone, so that each goes on standing alone.
option(SUNCREW_TOGETHER "compile the files of a folder together" OFF)

# What has a name of its own, outside every header, that another file of its folder has too; and the server, of whose class
# GCC would take the parts for those of a header.
set(SUNCREW_APART
  src/audit/export.cpp src/audit/head_check.cpp src/audit/tiles.cpp src/audit/verification.cpp
  src/commands/configuration.cpp src/commands/demo.cpp src/commands/design.cpp src/commands/export.cpp
  src/commands/outside_settings.cpp src/commands/watched_rows.cpp src/commands/yield_text.cpp
  src/crypto/hash.cpp src/crypto/hmac.cpp
  src/factors/authenticator_data.cpp src/factors/client_data.cpp src/factors/credential_key.cpp src/factors/recovery_code.cpp
  src/identity/ceremonies.cpp src/identity/devices.cpp src/identity/enrolment.cpp src/identity/mail_texts.cpp
  src/identity/plain_accounts.cpp src/identity/sessions.cpp src/identity/throttle.cpp src/identity/unmarked_rows.cpp
  src/http/server.cpp src/keys/pkcs11_module.cpp src/keys/pkcs11_session.cpp src/notify/outbox.cpp
  src/orders/figures.cpp src/orders/lived_order.cpp src/orders/opened_order.cpp src/orders/plain_orders.cpp
  src/orders/routes.cpp src/orders/synthetic.cpp
  src/permits/course_questions.cpp src/places/networks.cpp
  src/routing/own_input.cpp src/routing/plan.cpp src/routing/solve.cpp src/routing/vroom_input.cpp
  src/solar/layout.cpp src/solar/roof_band.cpp src/solar/weather_check.cpp src/solar/weather_pvgis.cpp src/solar/weather_sam.cpp
  src/store/sqlite.cpp src/support/own_changes.cpp
  src/visits/closed_days.cpp src/visits/crew_needs.cpp src/visits/visits_store.cpp
  tests/unit/audit/key_chain_test.cpp tests/unit/audit/log_test.cpp tests/unit/audit/note_test.cpp
  tests/unit/crypto/base64_test.cpp tests/unit/crypto/token_test.cpp tests/unit/factors/webauthn_test.cpp
  tests/unit/identity/proofs_test.cpp tests/unit/identity/wire_test.cpp
  tests/unit/keys/file_keys_test.cpp tests/unit/keys/pkcs11_keys_test.cpp
  tests/unit/solar/design_test.cpp tests/unit/solar/hourly_test.cpp tests/unit/solar/price_book_test.cpp tests/unit/solar/pricing_test.cpp
  tests/unit/solar/roof_list_test.cpp tests/unit/solar/strings_test.cpp tests/unit/solar/synthesis_test.cpp
  tests/unit/solar/waterfall_test.cpp tests/unit/solar/weather_file_test.cpp
  tests/unit/store/transactions_test.cpp tests/unit/store/values_test.cpp tests/unit/weather/source_test.cpp
)

# suncrew_together(TARGET COUNT SOURCE…)
function(suncrew_together name count)
  if(NOT SUNCREW_TOGETHER)
    return()
  endif()
  set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${count})
  foreach(source IN LISTS ARGN)
    file(RELATIVE_PATH path ${CMAKE_SOURCE_DIR} ${source})
    if(path IN_LIST SUNCREW_APART)
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
endfunction()

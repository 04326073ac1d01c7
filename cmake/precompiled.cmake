# Headers that most files include are read once a set and not once a file. Each file still includes what it uses: lint
# and the fuzzers build without this.
option(SUNCREW_PRECOMPILE "precompile the headers that most files include" OFF)

set(SUNCREW_STANDARD_HEADERS
    <algorithm> <array> <charconv> <chrono> <cmath> <cstdint> <filesystem> <fstream> <functional> <iostream> <map>
    <memory> <mutex> <optional> <set> <span> <stdexcept> <string> <string_view> <thread> <tuple> <utility> <variant>
    <vector>)

# suncrew_precompiled(SET HEADER…): the set precompiled_SET for suncrew_use_precompiled.
function(suncrew_precompiled name)
  if(SUNCREW_PRECOMPILE)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled/${name}.cpp CONTENT "")  # left as it is when it is there
    add_library(precompiled_${name} OBJECT ${CMAKE_BINARY_DIR}/precompiled/${name}.cpp)
    suncrew_warnings(precompiled_${name})
    target_precompile_headers(precompiled_${name} PRIVATE ${ARGN})
  endif()
endfunction()

function(suncrew_use_precompiled target name)
  if(SUNCREW_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM precompiled_${name})
  endif()
endfunction()

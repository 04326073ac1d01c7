# Headers that most files include are read once a set and not once a file. Each file still includes what it uses: lint
# and the fuzzers build without this.
option(SUNCREW_PRECOMPILE "precompile the headers that most files include" OFF)

set(SUNCREW_STANDARD_HEADERS
    <algorithm> <array> <charconv> <chrono> <cmath> <cstdint> <filesystem> <fstream> <functional> <iostream> <map>
    <memory> <mutex> <optional> <set> <span> <stdexcept> <string> <string_view> <thread> <tuple> <utility> <variant>
    <vector>)

# What types that are read from JSON need.
set(SUNCREW_JSON_HEADERS <boost/describe.hpp> <boost/json.hpp> <boost/mp11.hpp>)

# suncrew_precompiled(SET HEADER… [LIBRARIES …]): the set precompiled_SET for suncrew_use_precompiled; the libraries whose
# headers they are say with which macros they are read.
function(suncrew_precompiled name)
  if(SUNCREW_PRECOMPILE)
    cmake_parse_arguments(PARSE_ARGV 1 SET "" "" "LIBRARIES")
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled/${name}.cpp CONTENT "")  # left as it is when it is there
    add_library(precompiled_${name} OBJECT ${CMAKE_BINARY_DIR}/precompiled/${name}.cpp)
    suncrew_warnings(precompiled_${name})
    target_link_libraries(precompiled_${name} PRIVATE ${SET_LIBRARIES})
    target_precompile_headers(precompiled_${name} PRIVATE ${SET_UNPARSED_ARGUMENTS})
  endif()
endfunction()

function(suncrew_use_precompiled target name)
  if(SUNCREW_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM precompiled_${name})
  endif()
endfunction()

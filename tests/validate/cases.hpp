#pragma once

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <boost/json.hpp>

namespace suncrew::validate {

inline boost::json::value read_json(const std::filesystem::path& path) {
    std::ifstream file{path};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    return boost::json::parse(text);
}

/// Counts what holds and names what does not.
class Cases {
public:
    void expect(bool holds, const std::string& name) {
        ++tried_;
        if (holds)
            return;
        ++wrong_;
        std::cout << "wrong: " << name << '\n';
    }
    /// The program's result. Nothing tried is a failure.
    int end(const std::string& what) const {
        std::cout << what << ": " << tried_ << " cases tried, " << wrong_ << " wrong\n";
        return tried_ > 0 && wrong_ == 0 ? 0 : 1;
    }

private:
    int tried_ = 0;
    int wrong_ = 0;
};

}  // namespace suncrew::validate

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace suncrew::audit {

/// A folder that another host keeps, where the newest checkpoint is put: the file `checkpoint`, replaced as a
/// whole. Who can change the database but not this folder cannot take entries back.
class FileWitness {
public:
    explicit FileWitness(std::filesystem::path folder) : folder_{std::move(folder)} {}

    /// What was put there last; none while there is nothing. Throws std::runtime_error where it cannot be
    /// read, or is longer than a note may be.
    std::optional<std::string> latest() const;
    /// Whether it may begin with a log that has more than one checkpoint: its operator says so by an empty
    /// file `begin`. Without it an empty folder is taken for one that is not mounted.
    bool may_begin() const;
    /// Durable once it returns; `begin` is taken away. Throws std::runtime_error where it cannot be written.
    void put(std::string_view note) const;

private:
    std::filesystem::path folder_;
};

}  // namespace suncrew::audit

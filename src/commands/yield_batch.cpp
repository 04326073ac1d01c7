#include "commands/yield_batch.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <variant>
#include <vector>

#include "base/json_string.hpp"
#include "base/mapped_file.hpp"
#include "commands/yield_text.hpp"
#include "solar/hourly.hpp"

namespace suncrew::commands {
namespace {

/// Roofs that are computed before any of them is written.
constexpr std::size_t part_roofs = 512;
constexpr unsigned threads_max = 16;

/// A line of the list: what to compute, and then what came of it; or why not.
struct Job {
    std::size_t line = 0;
    solar::ListedRoof roof;
    std::variant<solar::YearOfPower, std::string> result;
};

void compute(Job& job, Skies& skies) {
    try {
        const FoundSky found = skies.at(job.roof.place);
        job.result = simulate(*found.sky, system_of({&job.roof.plane, 1}, job.roof.equipment));
    } catch (const Refusal& refusal) {
        job.result = reason_of(refusal);
    } catch (const std::runtime_error& error) {
        job.result = std::string{error.what()};
    }
}

/// Each thread takes neighbouring roofs, which are often of one place.
void compute(std::vector<Job>& jobs, std::vector<Skies>& skies) {
    const std::size_t share = (jobs.size() + skies.size() - 1) / skies.size();
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < skies.size(); ++i)
        threads.emplace_back([&, i] {
            for (std::size_t k = i * share; k < std::min((i + 1) * share, jobs.size()); ++k)
                if (std::holds_alternative<solar::YearOfPower>(jobs[k].result))
                    compute(jobs[k], skies[i]);
        });
}

std::string quoted(const std::string& cell) {
    if (cell.find_first_of(",\"") == std::string::npos)
        return cell;
    std::string out = "\"";
    for (const char c : cell)
        out += c == '"' ? std::string{"\"\""} : std::string{c};
    return out + '"';
}

std::string csv_line(const Job& job) {
    std::string out = std::to_string(job.line) + ',' + quoted(job.roof.name) + ',';
    if (const auto* const reason = std::get_if<std::string>(&job.result))
        return out + std::string(solar::months_per_year, ',') + ',' + quoted(*reason) + '\n';
    const auto& year = std::get<solar::YearOfPower>(job.result);
    out += figure(year.annual_kwh);
    for (const double kwh : year.monthly_kwh)
        out += ',' + figure(kwh);
    return out + ",\n";
}

std::string json_line(const Job& job) {
    std::string out = R"({"line":)" + std::to_string(job.line) + R"(,"name":)";
    append_json_string(out, job.roof.name);
    if (const auto* const reason = std::get_if<std::string>(&job.result)) {
        out += R"(,"error":)";
        append_json_string(out, *reason);
    } else {
        out += ',' + energy_members(std::get<solar::YearOfPower>(job.result));
    }
    return out + "}\n";
}

constexpr const char* csv_names =
    "line,name,annual_kwh,jan_kwh,feb_kwh,mar_kwh,apr_kwh,may_kwh,jun_kwh,jul_kwh,aug_kwh,sep_kwh,oct_kwh,"
    "nov_kwh,"
    "dec_kwh,error\n";

/// The next lines of the list, as many as there is room for.
void fill(std::vector<Job>& jobs, solar::DataText& text, const solar::RoofList& list) {
    jobs.clear();
    while (jobs.size() < part_roofs && text.next()) {
        if (text.line().empty())
            continue;
        Job& job = jobs.emplace_back();
        job.line = text.number();
        try {
            job.roof = list.read(text);
        } catch (const std::runtime_error& error) {
            job.result = std::string{error.what()};
        }
    }
}

}  // namespace

int run_batch(const std::string& file, Skies& skies, const solar::Equipment& usual, BatchForm form,
              std::ostream& out) try {
    const MappedFile mapped{file, roof_list_bytes_max};
    solar::DataText text{{reinterpret_cast<const char*>(mapped.bytes().data()), mapped.bytes().size()}, file};
    const solar::RoofList list{text, usual};
    std::vector<Skies> for_threads(std::clamp(std::thread::hardware_concurrency(), 1U, threads_max), skies);
    if (form == BatchForm::csv)
        out << csv_names;
    bool all_computed = true;
    std::vector<Job> jobs;
    for (fill(jobs, text, list); !jobs.empty(); fill(jobs, text, list)) {
        compute(jobs, for_threads);
        for (const Job& job : jobs) {
            out << (form == BatchForm::csv ? csv_line(job) : json_line(job));
            all_computed = all_computed && std::holds_alternative<solar::YearOfPower>(job.result);
        }
        out.flush();
    }
    return all_computed ? 0 : 1;
} catch (const Unmapped& reason) {
    throw std::runtime_error{file + " " + reason.what()};
}

}  // namespace suncrew::commands

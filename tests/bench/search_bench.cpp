// SPDX-License-Identifier: EUPL-1.2
// What a search for pages costs: over the shipped pages, and over 24,000 made of their sentences.
// search_bench PAGES MO QUERIES
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "kiosk/pages/page_search.h"

using namespace anlaufstelle;
using BenchClock = std::chrono::steady_clock;

namespace {

constexpr std::size_t kMany = 24'000;
constexpr UnixSeconds kToday{std::chrono::seconds{1'795'341'600}};  // 2026-11-22

template <typename T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "search_bench: %s\n", result.error().context.c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

double ms_since(BenchClock::time_point begin) {
  return std::chrono::duration<double, std::milli>(BenchClock::now() - begin).count();
}

double percentile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(static_cast<double>(values.size()) * part))];
}

std::vector<std::string> queries_in(const char* file) {
  std::ifstream lines(file);
  std::vector<std::string> queries;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    queries.push_back(line.substr(line.rfind('\t') + 1));
  }
  return queries;
}

// Pages of a dozen paragraphs each, with some words of their own.
pages::PageFiles many(const pages::PageFiles& real) {
  std::vector<std::string> sentences;
  for (const auto& [name, text] : real) {
    std::istringstream lines(text.substr(text.find("\n---\n", 4) + 5));
    for (std::string line; std::getline(lines, line);) {
      const bool plain =
          line.find('[') == std::string::npos && line.find("**") == std::string::npos;
      if (plain && line.size() > 20 && line.front() != '-' && line.front() != '#') {
        sentences.push_back(line);
      }
    }
  }
  std::mt19937 random(1);
  pages::PageFiles files;
  for (std::size_t i = 0; i < kMany; ++i) {
    std::string text = "---\ntitle: Seite " + std::to_string(i) + "\ngroup: information\n---\n\n";
    for (int n = 0; n < 12; ++n) {
      text += sentences[random() % sentences.size()] + " wort" + std::to_string(random() % 60'000) +
              "\n\n";
    }
    files.emplace("seite-" + std::to_string(i) + ".md", std::move(text));
  }
  return files;
}

void measure(const char* name, const pages::PageStore& store,
             const std::vector<std::string>& queries, int rounds, const char* aim) {
  const auto begin = BenchClock::now();
  const pages::PageSearch search(store, "information", "de", kToday);
  const double made = ms_since(begin);
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    for (const std::string& query : queries) {
      const auto start = BenchClock::now();
      (void)search.find(query);
      times.push_back(ms_since(start));
    }
  }
  std::printf(
      "{\"bench\":\"search\",\"pages\":\"%s\",\"p50_ms\":%.2f,\"p95_ms\":%.2f,\"aim_p95_ms\":%s,"
      "\"made_ms\":%.0f,\"queries\":%zu}\n",
      name, percentile(times, 0.5), percentile(times, 0.95), aim, made, times.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const auto queries = queries_in(argv[3]);
  const pages::PageFiles real = must(pages::read_page_folder(argv[1]));
  const auto words = [&] { return must(language::Catalogue::load(argv[2], "content", {})); };
  measure("shipped", must(pages::PageStore::load(real, words())), queries, 5, "20");
  measure("24000", must(pages::PageStore::load(many(real), words())), queries, 1, "50");
  return 0;
}

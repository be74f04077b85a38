// SPDX-License-Identifier: EUPL-1.2
// Puts sealed records of the last quarters into an office's inbox, filled in with the house's own
// form, for what is counted and drawn of many. Arguments: data folder, the form's XML, how many.
// The choices are drawn from a fixed seed.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "kiosk/forms/form_session.h"
#include "storage/base/clock.h"
#include "storage/base/file.h"
#include "storage/records/sealed_record.h"
#include "storage/sync/transport.h"

namespace {

using namespace anlaufstelle;

template <typename T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "past_visits: %s\n", result.error().context.c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

// Some choices are frequent and most are rare.
std::size_t pick(std::mt19937& random, std::size_t choices) {
  std::geometric_distribution<std::size_t> rare(0.22);
  return rare(random) * 7 % choices;
}

void answer(forms::FormSession& session, std::string_view role, std::mt19937& random) {
  for (const auto node : session.with_role(role)) {
    const forms::Question question = session.question(node);
    if (question.choices.empty() || random() % 12 == 0) continue;
    (void)session.answer(node, question.choices[pick(random, question.choices.size())].value);
  }
}

records::RecordContent visit(const std::shared_ptr<const forms::FormDef>& form, int number,
                             std::int64_t minute, std::mt19937& random) {
  SystemClock clock;
  SystemRandom ids;
  forms::SessionEnvironment environment;
  environment.clock = &clock;
  environment.random = &ids;
  environment.language = "de";
  const auto session = must(forms::FormSession::start(form, environment));
  if (const auto age = session->find("/data/person/f06_alter"))
    (void)session->answer(*age, "27_59");
  for (const auto* role : {"visit-kind", "country", "paper", "entry", "topic", "interpreter"})
    answer(*session, role, random);
  constexpr const char* kLanguages[] = {"ar", "fa-AF", "ru", "ur", "ka", "fr", "tr", "en", "kmr"};
  records::RecordContent made;
  made.form_id = std::string(form->id());
  made.form_version = std::string(form->version());
  made.language = kLanguages[pick(random, std::size(kLanguages))];
  made.number = std::string(1, static_cast<char>('A' + number / 100 % 20)) + " " +
                std::to_string(number % 100);
  made.minute = minute;
  made.urgency = random() % 9 == 0 ? "U3" : "";
  made.slip_xml = session->submission(forms::FormSession::Extent::kSlip);
  made.full_xml = session->submission(forms::FormSession::Extent::kFull);
  return made;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::filesystem::path data = argv[1];
  const int count = std::atoi(argv[3]);
  const auto keys = must(crypto::load_kiosk_keys(data / "kiosk"));
  const Bytes xml = must(read_file(argv[2], 8u << 20));
  const auto form = must(forms::import_xform(as_text(xml))).form;
  auto inbox = must(sync::InboxFolder::open(data / "inbox"));
  using namespace std::chrono;
  const auto now = floor<minutes>(SystemClock().now()).time_since_epoch();
  std::mt19937 random(20261127);
  SystemRandom ids;
  for (int i = 0; i < count; ++i) {
    // More of them lately; the first quarters lie a year and a half back.
    const double back = std::uniform_real_distribution<double>(0, 1)(random);
    const auto minute = now - minutes(static_cast<std::int64_t>(back * back * 18 * 30 * 24 * 60));
    const auto sealed = must(records::seal_record(
        RecordId::make(ids), visit(form, i, minute.count(), random), keys, ids));
    if (!inbox.send(sealed)) return 1;
  }
  return 0;
}

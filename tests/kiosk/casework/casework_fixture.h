// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/casework/office.h"
#include "kiosk/forms/form_session.h"
#include "storage/records/event_log.h"
#include "storage/records/sealed_record.h"
#include "storage/sync/transport.h"
#include "tests/kiosk/casework/probe_form.h"
#include "tests/storage/test_office.h"
#include "tests/support/fake_clock.h"

namespace anlaufstelle::casework {

struct Given {
  std::string value;
  bool ticked = false;
  forms::Standing standing = forms::Standing::kNone;
};
using Answers = std::map<std::string, Given>;  // by ref

inline const std::string kArabicName = "سلمى", kArabicQuestion = "هل يمكنني العمل";

// A client who answered everything and ticked the name, the question and the certificate.
inline Answers everything() {
  return {{"/data/dringend/f03", {"u3 u13", false, {}}},
          {"/data/person/name", {kArabicName, true, {}}},
          {"/data/person/alter", {"27_59", false, {}}},
          {"/data/person/einreise", {"2019-03-01", false, {}}},
          {"/data/person/kinder", {"3", false, {}}},
          {"/data/person/telefon", {"0351 123456", false, {}}},
          {"/data/sprache/f09", {"hier", false, {}}},
          {"/data/anliegen/f20", {"arbeit familie", false, {}}},
          {"/data/anliegen/frage", {kArabicQuestion, true, {}}},
          {"/data/schutz/pass", {"nichts", false, {}}},
          {"/data/schutz/gesund", {"ja", false, {}}},
          {"/data/schutz/attest", {"liegt_vor", true, {}}}};
}

// A whole office whose kiosk fills in kForm, seals and hands over to the inbox.
class CaseworkFixture {
 public:
  CaseworkFixture() {
    auto import = forms::import_xform(kForm);
    REQUIRE_MESSAGE(import.ok(), import.error().context);
    form = import->form;
    std::filesystem::create_directories(form_folder());
    std::filesystem::create_directories(inbox());
    const auto file = form_folder() / "probe-7.xml";
    std::ofstream(file) << kForm;
    auto root = crypto::open_root(office.office_folder(), "root words");
    REQUIRE(root.ok());
    REQUIRE(crypto::sign_file(file, crypto::kDomainForm, *root).ok());
  }

  [[nodiscard]] std::filesystem::path inbox() const { return office.dir.path() / "inbox"; }
  [[nodiscard]] std::filesystem::path form_folder() const { return office.dir.path() / "forms"; }
  [[nodiscard]] OfficePlaces places() const {
    return {office.office_folder(), office.dir.path() / "desk.sqlite", inbox(), form_folder()};
  }

  // The session as the client left it, in Arabic.
  std::unique_ptr<forms::FormSession> fill_in(const Answers& answers) {
    forms::SessionEnvironment environment;
    environment.clock = &clock;
    environment.random = &office.random;
    environment.language = "ar";
    auto session = forms::FormSession::start(form, environment);
    REQUIRE(session.ok());
    for (const auto& [ref, given] : answers) {
      const auto node = (*session)->find(ref);
      REQUIRE(node.has_value());
      if (given.standing != forms::Standing::kNone) {
        (*session)->set_standing(*node, given.standing);
      } else {
        REQUIRE((*session)->answer(*node, given.value).ok());
      }
      (*session)->set_print_ticked(*node, given.ticked);
    }
    return std::move(*session);
  }

  records::RecordContent content(const std::string& number, const Answers& answers,
                                 const std::string& urgency = "U3") {
    const auto session = fill_in(answers);
    records::RecordContent made;
    made.form_id = "probe";
    made.form_version = "7";
    made.language = "ar";
    made.number = number;
    made.minute = std::chrono::floor<std::chrono::minutes>(clock.now()).time_since_epoch().count();
    made.urgency = urgency;
    made.slip_xml = session->submission(forms::FormSession::Extent::kSlip);
    made.full_xml = session->submission(forms::FormSession::Extent::kFull);
    return made;
  }

  records::SealedRecord seal(const records::RecordContent& made) {
    auto sealed = records::seal_record(RecordId::make(office.random), made, office.kiosk_keys(),
                                       office.random);
    REQUIRE(sealed.ok());
    return std::move(*sealed);
  }

  // Sealed by the kiosk, waiting in the inbox.
  RecordId hand_over(const records::RecordContent& made) {
    const records::SealedRecord sealed = seal(made);
    auto folder = sync::InboxFolder::open(inbox());
    REQUIRE(folder.ok());
    REQUIRE(folder->send(sealed).ok());
    return sealed.id;
  }

  std::unique_ptr<Office> open_desk() {
    auto opened = Office::open(places(), clock, office.random);
    REQUIRE_MESSAGE(opened.ok(), opened.error().context);
    return std::move(*opened);
  }

  TestOffice office;
  FakeClock clock;
  std::shared_ptr<const forms::FormDef> form;
};

// Calls of an Office that wait for their answer.
template <typename T>
class Answer {
 public:
  void give(T value) {
    const std::lock_guard lock(mutex_);
    value_ = std::move(value);
    there_.notify_all();
  }
  T wait() {
    std::unique_lock lock(mutex_);
    REQUIRE(there_.wait_for(lock, std::chrono::seconds(60), [this] { return value_.has_value(); }));
    return std::move(*value_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable there_;
  std::optional<T> value_;
};

inline Result<crypto::Role> unlock(Office& desk, std::string_view passphrase) {
  Answer<Result<crypto::Role>> answer;
  desk.unlock(secret(passphrase), [&](Result<crypto::Role> role) { answer.give(std::move(role)); });
  return answer.wait();
}

inline std::shared_ptr<const Queue> refreshed(Office& desk) {
  Answer<bool> done;
  desk.refresh([&] { done.give(true); });
  done.wait();
  return desk.queue();
}

inline Result<Summary> summary_of(Office& desk, const RecordId& id) {
  Answer<Result<Summary>> answer;
  desk.summarise(id, [&](Result<Summary> summary) { answer.give(std::move(summary)); });
  return answer.wait();
}

inline Status mark(Office& desk, const RecordId& id, records::EventKind what) {
  Answer<Status> answer;
  desk.mark(id, what, [&](Status done) { answer.give(std::move(done)); });
  return answer.wait();
}

inline Status hand_to(Office& desk, const RecordId& id, const std::string& counsellor) {
  Answer<Status> answer;
  desk.hand_to(id, counsellor, [&](Status done) { answer.give(std::move(done)); });
  return answer.wait();
}

inline Status enter_outcome(Office& desk, const RecordId& id, const records::Outcome& outcome) {
  Answer<Status> answer;
  desk.enter_outcome(id, outcome, [&](Status done) { answer.give(std::move(done)); });
  return answer.wait();
}

// "question: answer" of every line, one a row, in order.
inline std::string flat(const std::vector<printing::Section>& sections) {
  std::string text;
  for (const auto& section : sections) {
    if (!section.title.empty()) text += "[" + section.title + "]\n";
    for (const auto& line : section.lines) {
      text += line.question.empty() ? line.text : line.question + ": " + line.text;
      text += "\n";
    }
  }
  return text;
}

inline bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace anlaufstelle::casework

// SPDX-License-Identifier: EUPL-1.2
#include "tests/kiosk/visit/visit_fixture.h"
#include "storage/crypto/staff.h"

#include <sys/resource.h>

#include <condition_variable>
#include <csignal>
#include <fstream>
#include <future>
#include <map>
#include <mutex>
#include <stdexcept>

namespace anlaufstelle::visit {
namespace {

constexpr std::string_view kForm = R"xml(<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
        xmlns:kiosk="urn:anlaufstelle:kiosk">
  <h:head><h:title>Probe</h:title>
    <model>
      <itext>
        <translation lang="de" default="true()">
          <text id="arbeit"><value>Arbeiten Sie?</value></text>
        </translation>
        <translation lang="ru"><text id="arbeit"><value>Вы работаете?</value></text></translation>
      </itext>
      <instance><data id="probe" version="1"><dringend/><datenschutz/><rufname/><arbeit/><eilig/>
        <stunden/><seit/><orx:meta><orx:instanceID/></orx:meta></data></instance>
      <bind nodeset="/data/dringend" type="string" required="true()" kiosk:role="urgent"
            kiosk:print="P"/>
      <bind nodeset="/data/datenschutz" type="string" required="true()"
            kiosk:role="privacy-notice"/>
      <bind nodeset="/data/rufname" type="string" constraint="string-length(.) &lt;= 10"
            kiosk:print="p"/>
      <bind nodeset="/data/arbeit" type="string" kiosk:print="P"/>
      <bind nodeset="/data/eilig" type="string"
            calculate="if(/data/arbeit = 'verloren', 'u11', '')" kiosk:role="urgent-when"/>
      <bind nodeset="/data/stunden" type="int" relevant="/data/arbeit = 'ja'" kiosk:print="P"/>
      <bind nodeset="/data/seit" type="date"/>
    </model>
  </h:head>
  <h:body>
    <select ref="/data/dringend"><label>Dringend?</label>
      <item><label>Termin</label><value>u1</value></item>
      <item><label>Brief</label><value>u3</value></item>
      <item><label>Hilfe</label><value>u13</value></item>
      <item><label>Nein</label><value>none</value></item>
    </select>
    <trigger ref="/data/datenschutz"><label>Gelesen</label></trigger>
    <input ref="/data/rufname"><label>Wie heißen Sie?</label></input>
    <select1 ref="/data/arbeit"><label ref="jr:itext('arbeit')"/>
      <item><label>Ja</label><value>ja</value></item>
      <item><label>Nein</label><value>nein</value></item>
      <item><label>Verloren</label><value>verloren</value></item>
    </select1>
    <input ref="/data/stunden"><label>Stunden</label></input>
    <input ref="/data/seit" appearance="month-year"><label>Seit wann?</label></input>
  </h:body>
</h:html>)xml";

template <typename T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().context);
  return std::move(result).value();
}

void write(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

SecretBytes secret(std::string_view text) {
  return SecretBytes(as_bytes(text));
}

void limit_file_size(rlim_t bytes) {
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  setrlimit(RLIMIT_FSIZE, &limit);
}

}  // namespace

struct VisitFixture::Impl {
  std::unique_ptr<pages::PageStore> pages;
  std::shared_ptr<const forms::FormDef> form;
  std::unique_ptr<records::RecordWriter> writer;
  std::unique_ptr<records::Drafts> drafts;
  std::map<std::string, std::shared_ptr<const forms::FormDef>> versions;
  std::mutex mutex;
  std::condition_variable woken;
  bool wake = false;

  void start_writer(VisitFixture& fixture, std::uint64_t ballast_bytes) {
    const auto folder = fixture.dir.path();
    writer = must(records::RecordWriter::start(folder / "store.db",
                                               must(crypto::load_kiosk_keys(folder / "kiosk")),
                                               fixture.random, ballast_bytes));
  }
};

VisitFixture::VisitFixture() : impl_(std::make_unique<Impl>()) {
  for (const char* id : {"a", "b"}) {
    write(dir.path() / "pages" / (std::string(id) + ".md"),
          "---\ntitle: Seite\ngroup: information\n---\nText\n");
  }
  for (const std::string_view id : {kNoticePage, kNoticeFullPage}) {
    write(dir.path() / "pages" / (std::string(id) + ".md"),
          "---\ntitle: Datenschutz\ngroup: notice\nvalid_until: 2030-12-31\n---\nNur die Beratung "
          "liest das.\n");
  }
  load_pages();
  use_form(kForm);
  crypto::NewOffice office;
  office.office_name = "Probe";
  office.kiosk_id = "kiosk-1";
  office.root_passphrase = secret("wurzel");
  office.reception_passphrase = secret("empfang");
  office.counselling_passphrase = secret("beratung");
  office.recovery = crypto::Identity::generate(random).recipient();
  office.scrypt_log_n = 10;
  must(crypto::make_office(office, dir.path() / "office", dir.path() / "kiosk", random));
  impl_->start_writer(*this, 0);
  start_drafts();
}

VisitFixture::~VisitFixture() {
  mend_store();
  impl_->writer.reset();  // its thread may still be waking somebody
  impl_->drafts.reset();
}

void VisitFixture::load_pages() {
  impl_->pages = std::make_unique<pages::PageStore>(must(pages::PageStore::load(
      dir.path() / "pages", must(language::Catalogue::load(dir.path() / "mo", "pages", {})))));
}

VisitServices VisitFixture::services() {
  return {.clock = clock,
          .random = random,
          .pages = *impl_->pages,
          .form = impl_->form,
          .writer = impl_->writer.get(),
          .drafts = impl_->drafts.get(),
          .older_form =
              [this](const std::string&, const std::string& version) {
                const auto found = impl_->versions.find(version);
                return found == impl_->versions.end() ? nullptr : found->second;
              },
          .wake =
              [this] {
                {
                  const std::lock_guard lock(impl_->mutex);
                  impl_->wake = true;
                }
                impl_->woken.notify_one();
              }};
}

Visit VisitFixture::begin(std::string_view language) {
  Visit visit(services());
  visit.choose_language(language);
  return visit;
}

void VisitFixture::next(Visit& visit) {
  settle();
  visit.next();
}

void VisitFixture::wait(Visit& visit) {
  std::unique_lock lock(impl_->mutex);
  impl_->woken.wait(lock, [&] { return impl_->wake; });
  impl_->wake = false;
  lock.unlock();
  visit.update();
}

std::vector<std::string> VisitFixture::names(const Visit& visit) const {
  std::vector<std::string> found;
  for (const auto& question : visit.form().questions()) found.push_back(question.name);
  return found;
}

forms::NodeId VisitFixture::node(const Visit& visit, const std::string& name) const {
  return visit.form().session().find("/data/" + name).value();
}

void VisitFixture::choose(Visit& visit, const std::string& name, std::string_view value) {
  visit.form().choose(node(visit, name), value);
}

void VisitFixture::choose_many(Visit& visit, const std::string& name, std::string_view value) {
  visit.form().toggle(node(visit, name), value);
}

void VisitFixture::type(Visit& visit, const std::string& name, std::string_view text) {
  visit.form().type(node(visit, name), text);
}

void VisitFixture::go_to_rufname(Visit& visit) {
  visit.open_form();
  choose_many(visit, "dringend", "none");
  next(visit);
  next(visit);
  choose(visit, "datenschutz", "OK");
  next(visit);
}

void VisitFixture::go_to_arbeit(Visit& visit) {
  go_to_rufname(visit);
  type(visit, "rufname", "Mina");
  next(visit);
}

void VisitFixture::go_to_review(Visit& visit) {
  go_to_arbeit(visit);
  choose(visit, "arbeit", "nein");
  next(visit);
  next(visit);
}

void VisitFixture::start_drafts() {
  impl_->drafts.reset();
  impl_->drafts = must(records::Drafts::start(dir.path() / "drafts", clock, random));
}

std::string VisitFixture::take_code(Visit& visit) {
  visit.show_code();
  visit.take_code();
  wait(visit);
  visit.close_aside();
  return std::string(visit.keeper().code());
}

Visit VisitFixture::begin_with_code(std::string_view code) {
  start_drafts();
  Visit visit = begin("ru");
  visit.show_code_entry();
  settle();
  visit.open_draft(code);
  wait(visit);
  return visit;
}

std::size_t VisitFixture::draft_count() {
  start_drafts();
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir.path() / "drafts"))
    if (entry.path().extension() == ".age") ++count;
  return count;
}

void VisitFixture::use_form(std::string_view xml) {
  impl_->form = must(forms::import_xform(xml)).form;
  impl_->versions[std::string(impl_->form->version())] = impl_->form;
}

std::string VisitFixture::form_xml() {
  return std::string(kForm);
}

void VisitFixture::keep_ballast() {
  impl_->writer.reset();
  impl_->start_writer(*this, 64 * 1024);
}

void VisitFixture::break_store() {
  std::signal(SIGXFSZ, SIG_IGN);
  limit_file_size(0);
}

void VisitFixture::mend_store() {
  limit_file_size(RLIM_INFINITY);
}

std::size_t VisitFixture::record_count() {
  std::promise<std::size_t> count;
  impl_->writer->post(
      [&](records::RecordStore& store) { count.set_value(must(store.ids()).size()); });
  return count.get_future().get();
}

records::RecordContent VisitFixture::only_record() {
  if (record_count() != 1) throw std::runtime_error("not exactly one record");
  std::promise<records::SealedRecord> sealed;
  impl_->writer->post([&](records::RecordStore& store) {
    sealed.set_value(must(store.get(must(store.ids()).at(0))));
  });
  const auto role = must(crypto::open_any_role(dir.path() / "office", "beratung"));
  return must(records::open_record(sealed.get_future().get(), role)).content;
}

}  // namespace anlaufstelle::visit

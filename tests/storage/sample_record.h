// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <doctest/doctest.h>

#include "storage/records/sealed_record.h"
#include "tests/storage/test_office.h"

namespace anlaufstelle {

inline records::RecordContent sample_content() {
  records::RecordContent content;
  content.form_id = "erstberatung";
  content.form_version = "2026-11-01";
  content.language = "ar";
  content.number = "B 27";
  content.minute = 29'922'360;
  content.urgency = "U1 U3";
  content.slip_xml = "<slip><frist>2026-11-30</frist></slip>";
  content.full_xml = "<data><wort>مرحبا بكم\nفي المكتب</wort></data>\n";
  return content;
}

inline bool same_content(const records::RecordContent& a, const records::RecordContent& b) {
  return a.form_id == b.form_id && a.form_version == b.form_version && a.language == b.language &&
         a.number == b.number && a.minute == b.minute && a.urgency == b.urgency &&
         a.slip_xml == b.slip_xml && a.full_xml == b.full_xml && a.files == b.files;
}

inline records::SealedRecord seal_sample(TestOffice& office,
                                         const records::RecordContent& content) {
  auto record = records::seal_record(RecordId::make(office.random), content, office.kiosk_keys(),
                                     office.random);
  REQUIRE(record.ok());
  return std::move(record).value();
}

}  // namespace anlaufstelle

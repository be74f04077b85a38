// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/forms/time_zone.h"

#include <doctest/doctest.h>

#include <random>

#include "storage/base/file.h"

namespace anlaufstelle::forms {

TEST_CASE("Berlin is an hour east of UTC, two in summer, also after the file's last change") {
  const TimeZone berlin = TimeZone::load("Europe/Berlin").value();
  CHECK(berlin.offset_at(1'795'341'600) == 3600);   // 2026-11-22
  CHECK(berlin.offset_at(1'782'000'000) == 7200);   // 2026-06-21
  CHECK(berlin.offset_at(4'118'000'000) == 7200);   // 2100-06-29
  CHECK(berlin.offset_at(4'102'500'000) == 3600);   // 2100-01-01
  CHECK(berlin.offset_at(1'774'745'999) == 3600);   // 2026-03-29 00:59:59 UTC
  CHECK(berlin.offset_at(1'774'746'000) == 7200);   // 01:00:00 UTC
  CHECK(berlin.offset_at(-5'000'000'000) == 3208);  // local mean time, 1811
}

TEST_CASE("local readings that occur twice or never are taken with the earlier offset") {
  const TimeZone berlin = TimeZone::load("Europe/Berlin").value();
  CHECK(berlin.to_utc(1'795'345'200) == 1'795'341'600);
  // 2026-10-25 02:30 local occurs twice; 2026-03-29 02:30 never.
  CHECK(berlin.to_utc(1'792'895'400) == 1'792'888'200);
  CHECK(berlin.to_utc(1'774'751'400) == 1'774'747'800);
}

TEST_CASE("a zone without summer time and one south of the equator keep their rules") {
  CHECK(TimeZone::load("Asia/Kolkata").value().offset_at(4'118'000'000) == 19'800);
  const TimeZone sydney = TimeZone::load("Australia/Sydney").value();
  CHECK(sydney.offset_at(4'118'000'000) == 36'000);
  CHECK(sydney.offset_at(4'102'500'000) == 39'600);
}

TEST_CASE("names that leave the zone folder or don't exist are refused") {
  CHECK(TimeZone::load("").error().code == ErrorCode::kInvalidInput);
  CHECK(TimeZone::load("/etc/passwd").error().code == ErrorCode::kInvalidInput);
  CHECK(TimeZone::load("../../../etc/passwd").error().code == ErrorCode::kInvalidInput);
  CHECK(TimeZone::load("Europe/Atlantis").error().code == ErrorCode::kNotFound);
}

TEST_CASE("a damaged zone file is corrupt or harmless, never read past its end") {
  const Bytes good = read_file("/usr/share/zoneinfo/Europe/Berlin", 100'000).value();
  for (std::size_t size = 0; size < good.size(); size += 7)
    static_cast<void>(TimeZone::parse(ByteView(good).first(size)));
  std::mt19937 random(20261122);
  for (int i = 0; i < 2'000; ++i) {
    Bytes bad = good;
    for (int k = 0; k < 4; ++k) bad[random() % bad.size()] = static_cast<std::uint8_t>(random());
    const auto zone = TimeZone::parse(bad);
    if (zone.ok()) static_cast<void>(zone->to_utc(1'795'341'600));
  }
  CHECK(TimeZone::parse(good).ok());
}

}  // namespace anlaufstelle::forms

// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/inner_envelope.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace anlaufstelle::records {
namespace {

// ON DISK: do not change.
constexpr std::string_view kTitleStart = "anlaufstelle-";
constexpr int kVersion = 1;

std::string_view name_of(Part part) {
  return part == Part::kSlip ? "slip" : part == Part::kFull ? "full" : "draft";
}
std::string kind_of(Part part) {
  return std::string(kTitleStart) + std::string(name_of(part)) + "/";
}

// The text fields in the order of the format; used in both directions.
struct Field {
  std::string_view key;
  std::string RecordContent::*value;
};
constexpr Field kFields[] = {
    {"form", &RecordContent::form_id},      {"form-version", &RecordContent::form_version},
    {"language", &RecordContent::language}, {"number", &RecordContent::number},
    {"urgency", &RecordContent::urgency},
};

Error corrupt(const std::string& what) {
  return Error{ErrorCode::kCorrupt, what};
}

bool is_field(std::string_view value) {
  return value.size() <= kMaxField && std::none_of(value.begin(), value.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 32 || byte == 127;
         });
}

template <typename Content>
auto& xml_of(Part part, Content& content) {
  return part == Part::kSlip ? content.slip_xml : content.full_xml;
}

std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

Result<std::string_view> take_value(std::string_view& rest, std::string_view key) {
  const auto line = take_line(rest);
  if (!line || !line->starts_with(key) || line->substr(key.size(), 2) != ": ") {
    return corrupt("inner envelope: \"" + std::string(key) + "\" expected");
  }
  const std::string_view value = line->substr(key.size() + 2);
  if (!is_field(value)) return corrupt("inner envelope: value of \"" + std::string(key) + "\"");
  return value;
}

// Decimal, not negative, without leading zeros: each number has one text.
template <typename Number>
Result<Number> take_number(std::string_view& rest, std::string_view key) {
  TRY_ASSIGN(const std::string_view text, take_value(rest, key));
  Number number{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size() || number < 0 ||
      std::to_string(number) != text) {
    return corrupt("inner envelope: number in \"" + std::string(key) + "\"");
  }
  return number;
}

Status take_title(Part part, std::string_view& rest) {
  const auto line = take_line(rest);
  const std::string kind = kind_of(part);
  if (line && *line == kind + std::to_string(kVersion)) return ok_status();
  if (line && line->starts_with(kind)) return Error{ErrorCode::kTooNew, "inner envelope"};
  return corrupt("inner envelope: title");
}

// The text up to the XML. It holds no answer, but it does say who came when.
std::string heading(Part part, const RecordId& id, const std::string& kiosk_id,
                    const RecordContent& content) {
  std::string text;
  text.reserve(512 + std::size(kFields) * kMaxField);  // no copy left behind by growing
  text += kind_of(part);
  text += std::to_string(kVersion);
  text.append("\nrecord: ").append(id.hex());
  text.append("\nkiosk: ").append(kiosk_id);
  for (const Field& field : kFields) {
    text.append("\n").append(field.key).append(": ").append(content.*field.value);
  }
  text.append("\nminute: ").append(std::to_string(content.minute));
  text.append("\nbytes: ").append(std::to_string(xml_of(part, content).size()));
  return text.append("\n\n");
}

}  // namespace

Result<SecretBytes> write_inner(Part part, const RecordId& id, const std::string& kiosk_id,
                                const RecordContent& content) {
  for (const Field& field : kFields) {
    if (!is_field(content.*field.value)) {
      return Error{ErrorCode::kInvalidInput, "record: field \"" + std::string(field.key) + "\""};
    }
  }
  if (!is_field(kiosk_id)) return Error{ErrorCode::kInvalidInput, "record: kiosk id"};
  if (content.minute < 0) return Error{ErrorCode::kInvalidInput, "record: minute before 1970"};
  const std::string& xml = xml_of(part, content);
  if (xml.size() > kMaxXml) return Error{ErrorCode::kInvalidInput, "record: XML above 8 MiB"};

  std::string head = heading(part, id, kiosk_id, content);
  const std::size_t size = head.size() + xml.size() + 1;  // at least one line end after the XML
  SecretBytes text((size + kPaddingStep - 1) / kPaddingStep * kPaddingStep);
  std::memset(text.data(), '\n', text.size());
  std::memcpy(text.data(), head.data(), head.size());
  if (!xml.empty()) std::memcpy(text.data() + head.size(), xml.data(), xml.size());
  anlaufstelle::wipe(head);
  return text;
}

Result<InnerEnvelope> read_inner(Part part, ByteView bytes) {
  std::string_view rest = as_text(bytes);
  TRY(take_title(part, rest));
  InnerEnvelope inner;
  TRY_ASSIGN(const std::string_view id, take_value(rest, "record"));
  const auto parsed_id = RecordId::from_hex(id);
  if (!parsed_id) return corrupt("inner envelope: record id");
  inner.id = *parsed_id;
  TRY_ASSIGN(inner.kiosk_id, take_value(rest, "kiosk"));
  for (const Field& field : kFields) {
    TRY_ASSIGN(inner.content.*field.value, take_value(rest, field.key));
  }
  TRY_ASSIGN(inner.content.minute, take_number<std::int64_t>(rest, "minute"));
  TRY_ASSIGN(const auto xml_size, take_number<std::int64_t>(rest, "bytes"));
  const auto empty_line = take_line(rest);
  if (!empty_line || !empty_line->empty()) return corrupt("inner envelope: empty line expected");
  const auto size = static_cast<std::uint64_t>(xml_size);
  if (size > kMaxXml || size >= rest.size() || bytes.size() % kPaddingStep != 0) {
    return corrupt("inner envelope: size");
  }
  const std::string_view padding = rest.substr(size);
  if (padding.size() > kPaddingStep || padding.find_first_not_of('\n') != std::string_view::npos) {
    return corrupt("inner envelope: padding");
  }
  xml_of(part, inner.content) = rest.substr(0, size);
  return inner;
}

}  // namespace anlaufstelle::records

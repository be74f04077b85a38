// SPDX-License-Identifier: EUPL-1.2
#include "storage/records/inner_envelope.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace anlaufstelle::records {
namespace {

// ON DISK: do not change. A part with files is of version 2, so that what can't read them says so.
constexpr std::string_view kTitleStart = "anlaufstelle-";
constexpr int kWithoutFiles = 1, kWithFiles = 2;
constexpr std::string_view kFile = "file: ";
constexpr std::size_t kMaxFileName = 64;

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

Result<int> take_title(Part part, std::string_view& rest) {
  const auto line = take_line(rest);
  const std::string kind = kind_of(part);
  for (const int version : {kWithoutFiles, kWithFiles}) {
    if (version == kWithFiles && part == Part::kSlip) continue;
    if (line && *line == kind + std::to_string(version)) return version;
  }
  if (line && line->starts_with(kind)) return Error{ErrorCode::kTooNew, "inner envelope"};
  return corrupt("inner envelope: title");
}

bool is_file_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxFileName && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '-' || c == '_' || c == '.';
         });
}

// What may stand together in one record.
bool are_files(const std::vector<RecordFile>& files) {
  std::size_t bytes = 0;
  for (auto file = files.begin(); file != files.end(); ++file) {
    if (!is_file_name(file->name) || file->bytes.size() > kMaxFiles_bytes) return false;
    if (std::any_of(files.begin(), file, [&](const auto& f) { return f.name == file->name; }))
      return false;
    bytes += file->bytes.size();
  }
  return files.size() <= kMaxFiles && bytes <= kMaxFiles_bytes;
}

// "file: 1234 name.png" for each, up to the empty line. The files get their sizes, filled with
// zeros.
Status take_files(std::string_view& rest, std::vector<RecordFile>& files) {
  while (rest.starts_with(kFile)) {
    if (files.size() == kMaxFiles) return corrupt("inner envelope: too many files");
    std::string_view line = *take_line(rest);
    line.remove_prefix(kFile.size());
    const std::size_t space = line.find(' ');
    std::size_t size = 0;
    const auto [end, failed] = std::from_chars(line.data(), line.data() + line.size(), size);
    if (failed != std::errc() || space == std::string_view::npos || end != line.data() + space ||
        std::to_string(size) != line.substr(0, space) || size > kMaxFiles_bytes)
      return corrupt("inner envelope: size of a file");
    files.push_back({std::string(line.substr(space + 1)), Bytes(size)});
  }
  if (files.empty() || !are_files(files)) return corrupt("inner envelope: files");
  return ok_status();
}

// The text up to the XML. It holds no answer, but it does say who came when.
std::string heading(Part part, const RecordId& id, const std::string& kiosk_id,
                    const RecordContent& content) {
  std::string text;
  text.reserve(512 + std::size(kFields) * kMaxField);  // no copy left behind by growing
  const bool with_files = part != Part::kSlip && !content.files.empty();
  text += kind_of(part);
  text += std::to_string(with_files ? kWithFiles : kWithoutFiles);
  text.append("\nrecord: ").append(id.hex());
  text.append("\nkiosk: ").append(kiosk_id);
  for (const Field& field : kFields) {
    text.append("\n").append(field.key).append(": ").append(content.*field.value);
  }
  text.append("\nminute: ").append(std::to_string(content.minute));
  text.append("\nbytes: ").append(std::to_string(xml_of(part, content).size()));
  if (with_files) {
    for (const RecordFile& file : content.files) {
      text.append("\n").append(kFile).append(std::to_string(file.bytes.size()));
      text.append(" ").append(file.name);
    }
  }
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
  if (!are_files(content.files)) return Error{ErrorCode::kInvalidInput, "record: files"};

  std::string head = heading(part, id, kiosk_id, content);
  std::size_t size = head.size() + xml.size() + 1;  // at least one line end at the end
  const bool with_files = part != Part::kSlip;
  if (with_files) {
    for (const RecordFile& file : content.files) size += file.bytes.size();
  }
  SecretBytes text((size + kPaddingStep - 1) / kPaddingStep * kPaddingStep);
  std::memset(text.data(), '\n', text.size());
  std::memcpy(text.data(), head.data(), head.size());
  std::uint8_t* at = text.data() + head.size();
  const auto append = [&at](const void* data, std::size_t bytes) {
    if (bytes > 0) std::memcpy(at, data, bytes);
    at += bytes;
  };
  append(xml.data(), xml.size());
  if (with_files) {
    for (const RecordFile& file : content.files) append(file.bytes.data(), file.bytes.size());
  }
  anlaufstelle::wipe(head);
  return text;
}

Result<InnerEnvelope> read_inner(Part part, ByteView bytes) {
  std::string_view rest = as_text(bytes);
  TRY_ASSIGN(const int version, take_title(part, rest));
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
  if (version == kWithFiles) TRY(take_files(rest, inner.content.files));
  const auto empty_line = take_line(rest);
  if (!empty_line || !empty_line->empty()) return corrupt("inner envelope: empty line expected");
  const auto size = static_cast<std::uint64_t>(xml_size);
  std::uint64_t all = size;
  for (const RecordFile& file : inner.content.files) all += file.bytes.size();
  if (size > kMaxXml || all >= rest.size() || bytes.size() % kPaddingStep != 0) {
    return corrupt("inner envelope: size");
  }
  const std::string_view padding = rest.substr(all);
  if (padding.size() > kPaddingStep || padding.find_first_not_of('\n') != std::string_view::npos) {
    return corrupt("inner envelope: padding");
  }
  xml_of(part, inner.content) = rest.substr(0, size);
  rest.remove_prefix(size);
  for (RecordFile& file : inner.content.files) {
    std::copy_n(rest.begin(), file.bytes.size(), file.bytes.begin());
    rest.remove_prefix(file.bytes.size());
  }
  return inner;
}

}  // namespace anlaufstelle::records

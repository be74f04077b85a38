// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/printing/ipp_job.h"

#include <cups/cups.h>
#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "kiosk/printing/paper.h"

namespace anlaufstelle::printing {
namespace {

// Seen by everybody who looks at the queue, the spooler's log or its processes.
constexpr const char* kJobName = "Laufzettel";
constexpr const char* kUser = "anlaufstelle";
constexpr const char* kPdf = "application/pdf";
constexpr double kAnswerTimeout_s = 5;

// libcups brings two dozen libraries (Kerberos, TLS, Avahi), which would cost every start of the
// kiosk time and memory: it is loaded by the first print and stays.
void* cups_library() {
  static void* const library = dlopen("libcups.so.2", RTLD_NOW | RTLD_LOCAL);
  return library;
}
// A function of libcups, by the declaration in its header.
#define CUPS(function) reinterpret_cast<decltype(&(function))>(dlsym(cups_library(), #function))

struct Close {
  void operator()(http_t* http) const { CUPS(httpClose)(http); }
  void operator()(ipp_t* message) const { CUPS(ippDelete)(message); }
};
using Http = std::unique_ptr<http_t, Close>;
using Message = std::unique_ptr<ipp_t, Close>;

struct Address {
  std::string uri, host, resource;
  int port = 0;
  http_encryption_t encryption = HTTP_ENCRYPTION_IF_REQUESTED;
};

Result<Address> parse_address(const std::string& printer) {
  if (printer.find("://") == std::string::npos) {
    const bool plain = !printer.empty() && printer.size() < 128 &&
                       std::all_of(printer.begin(), printer.end(), [](unsigned char c) {
                         return c > ' ' && c != '/' && c != '#' && c != '?' && c != 0x7f;
                       });
    if (!plain) return Error{ErrorCode::kInvalidInput, "printer: not a queue name"};
    return Address{"ipp://localhost/printers/" + printer, CUPS(cupsServer)(),
                   "/printers/" + printer, CUPS(ippPort)(), CUPS(cupsEncryption)()};
  }
  std::array<char, 16> scheme{};
  std::array<char, 256> user{}, host{}, resource{};
  int port = 0;
  const http_uri_status_t parsed = CUPS(httpSeparateURI)(
      HTTP_URI_CODING_ALL, printer.c_str(), scheme.data(), scheme.size(), user.data(), user.size(),
      host.data(), host.size(), &port, resource.data(), resource.size());
  const std::string_view kind = scheme.data();
  if (parsed < HTTP_URI_STATUS_OK || host[0] == 0 || (kind != "ipp" && kind != "ipps")) {
    return Error{ErrorCode::kInvalidInput, "printer: not an ipp:// address"};
  }
  return Address{printer, host.data(), resource.data(), port,
                 kind == "ipps" ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED};
}

// printer-state-reasons come with "-error", "-warning" or "-report" behind them.
struct Reason {
  std::string_view begins;
  JobState::Trouble trouble;
};
constexpr Reason kReasons[] = {
    {"media-empty", JobState::Trouble::kPaper},
    {"media-needed", JobState::Trouble::kPaper},
    {"media-jam", JobState::Trouble::kAttention},
    {"cover-open", JobState::Trouble::kAttention},
    {"door-open", JobState::Trouble::kAttention},
    {"input-tray-missing", JobState::Trouble::kAttention},
    {"output-area-full", JobState::Trouble::kAttention},
    {"toner-empty", JobState::Trouble::kAttention},
    {"marker-supply-empty", JobState::Trouble::kAttention},
    {"paused", JobState::Trouble::kAttention},
    {"offline", JobState::Trouble::kOffline},
    {"connecting-to-device", JobState::Trouble::kOffline},
    {"timed-out", JobState::Trouble::kOffline},
    {"shutdown", JobState::Trouble::kOffline},
    {"stopped-partly", JobState::Trouble::kAttention},
};

JobState::Trouble trouble_in(ipp_t* answer, const char* attribute) {
  ipp_attribute_t* reasons = CUPS(ippFindAttribute)(answer, attribute, IPP_TAG_KEYWORD);
  if (reasons == nullptr) return JobState::Trouble::kNone;
  for (const auto& known : kReasons) {
    for (int i = 0; i < CUPS(ippGetCount)(reasons); ++i) {
      if (std::string_view(CUPS(ippGetString)(reasons, i, nullptr)).starts_with(known.begins)) {
        return known.trouble;
      }
    }
  }
  return JobState::Trouble::kNone;
}

JobState::Phase phase_of(int job_state) {
  switch (job_state) {
    case IPP_JSTATE_CANCELED:
      return JobState::Phase::kCanceled;
    case IPP_JSTATE_ABORTED:
      return JobState::Phase::kAborted;
    case IPP_JSTATE_COMPLETED:
      return JobState::Phase::kCompleted;
    case IPP_JSTATE_PROCESSING:
    case IPP_JSTATE_STOPPED:
      return JobState::Phase::kProcessing;
    default:
      return JobState::Phase::kPending;
  }
}

bool unreachable(ipp_status_t status) {
  return status == IPP_STATUS_ERROR_SERVICE_UNAVAILABLE || status == IPP_STATUS_ERROR_TIMEOUT ||
         status == IPP_STATUS_ERROR_INTERNAL || status == IPP_STATUS_ERROR_DEVICE;
}

Error error_of(ipp_status_t status, const char* step) {
  const std::string context = std::string(step) + ": " + CUPS(ippErrorString)(status);
  if (unreachable(status)) return Error{ErrorCode::kUnreachable, context};
  if (status == IPP_STATUS_ERROR_NOT_FOUND || status == IPP_STATUS_ERROR_GONE) {
    return Error{ErrorCode::kNotFound, context};
  }
  return Error{ErrorCode::kRefused, context};
}

class CupsJob : public IppJob {
 public:
  CupsJob(Address address, Http http) : address_(std::move(address)), http_(std::move(http)) {}

  Status send_pdf(ByteView pdf) override;
  Result<JobState> state() override;
  Status cancel() override;

 private:
  Message request(ipp_op_t operation) const;
  // Whether the printer cuts its paper to that size.
  bool takes(PageSize size);
  Result<Message> ask(Message request, const char* step);

  Address address_;
  Http http_;
  int job_ = 0;  // 0: not created
};

Message CupsJob::request(ipp_op_t operation) const {
  Message message(CUPS(ippNewRequest)(operation));
  CUPS(ippAddString)
  (message.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, address_.uri.c_str());
  if (job_ != 0)
    CUPS(ippAddInteger)(message.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_);
  CUPS(ippAddString)
  (message.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, kUser);
  return message;
}

Result<Message> CupsJob::ask(Message request, const char* step) {
  Message answer(CUPS(cupsDoRequest)(http_.get(), request.release(), address_.resource.c_str()));
  const ipp_status_t status = CUPS(cupsLastError)();
  if (status > IPP_STATUS_OK_CONFLICTING || !answer) return error_of(status, step);
  return answer;
}

bool in_range(ipp_t* collection, const char* name, int value) {
  ipp_attribute_t* attribute = CUPS(ippFindAttribute)(collection, name, IPP_TAG_ZERO);
  if (attribute == nullptr) return false;
  int most = 0;
  const int least = CUPS(ippGetValueTag)(attribute) == IPP_TAG_RANGE
                        ? CUPS(ippGetRange)(attribute, 0, &most)
                        : (most = CUPS(ippGetInteger)(attribute, 0));
  return least <= value && value <= most;
}

void add_media_col(ipp_t* job, PageSize size) {
  const Message dimensions(CUPS(ippNew)()), media(CUPS(ippNew)());
  CUPS(ippAddInteger)
  (dimensions.get(), IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension", size.width);
  CUPS(ippAddInteger)
  (dimensions.get(), IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension", size.height);
  CUPS(ippAddCollection)(media.get(), IPP_TAG_ZERO, "media-size", dimensions.get());
  CUPS(ippAddCollection)(job, IPP_TAG_JOB, "media-col", media.get());
}

bool CupsJob::takes(PageSize size) {
  Message printer = request(IPP_OP_GET_PRINTER_ATTRIBUTES);
  CUPS(ippAddString)
  (printer.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", nullptr,
   "media-size-supported");
  const auto answer = ask(std::move(printer), "Get-Printer-Attributes");
  if (!answer) return false;
  ipp_attribute_t* sizes =
      CUPS(ippFindAttribute)(answer->get(), "media-size-supported", IPP_TAG_BEGIN_COLLECTION);
  for (int i = 0; sizes != nullptr && i < CUPS(ippGetCount)(sizes); ++i) {
    ipp_t* supported = CUPS(ippGetCollection)(sizes, i);
    if (in_range(supported, "x-dimension", size.width) &&
        in_range(supported, "y-dimension", size.height))
      return true;
  }
  return false;
}

Status CupsJob::send_pdf(ByteView pdf) {
  TRY_ASSIGN(const PageSize size, first_page_of(pdf));
  Message create = request(IPP_OP_CREATE_JOB);
  CUPS(ippAddString)(create.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, kJobName);
  if (is_a4(size)) {
    CUPS(ippAddString)
    (create.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, "iso_a4_210x297mm");
  } else if (takes(size)) {
    add_media_col(create.get(), size);
  }  // else the printer goes by its own roll
  TRY_ASSIGN(Message created, ask(std::move(create), "Create-Job"));
  ipp_attribute_t* id = CUPS(ippFindAttribute)(created.get(), "job-id", IPP_TAG_INTEGER);
  if (id == nullptr) return Error{ErrorCode::kRefused, "Create-Job: no job-id"};
  job_ = CUPS(ippGetInteger)(id, 0);

  Message send = request(IPP_OP_SEND_DOCUMENT);
  CUPS(ippAddString)
  (send.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, kPdf);
  CUPS(ippAddBoolean)(send.get(), IPP_TAG_OPERATION, "last-document", 1);
  const std::size_t length = CUPS(ippLength)(send.get()) + pdf.size();
  http_status_t status =
      CUPS(cupsSendRequest)(http_.get(), send.get(), address_.resource.c_str(), length);
  if (status == HTTP_STATUS_CONTINUE) {
    status = CUPS(cupsWriteRequestData)(http_.get(), reinterpret_cast<const char*>(pdf.data()),
                                        pdf.size());
  }
  if (status != HTTP_STATUS_CONTINUE && status != HTTP_STATUS_OK) {
    return Error{status == HTTP_STATUS_ERROR ? ErrorCode::kUnreachable : ErrorCode::kRefused,
                 std::string("Send-Document: ") + CUPS(httpStatus)(status)};
  }
  Message answer(CUPS(cupsGetResponse)(http_.get(), address_.resource.c_str()));
  if (!answer || CUPS(cupsLastError)() > IPP_STATUS_OK_CONFLICTING) {
    return error_of(CUPS(cupsLastError)(), "Send-Document");
  }
  return ok_status();
}

Result<JobState> CupsJob::state() {
  Message job = request(IPP_OP_GET_JOB_ATTRIBUTES);
  const char* const wanted[] = {"job-state", "job-printer-state-reasons"};
  CUPS(ippAddStrings)
  (job.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 2, nullptr, wanted);
  TRY_ASSIGN(Message answer, ask(std::move(job), "Get-Job-Attributes"));
  ipp_attribute_t* state = CUPS(ippFindAttribute)(answer.get(), "job-state", IPP_TAG_ENUM);
  if (state == nullptr) return Error{ErrorCode::kNotFound, "Get-Job-Attributes: no job-state"};
  JobState result{phase_of(CUPS(ippGetInteger)(state, 0)),
                  trouble_in(answer.get(), "job-printer-state-reasons")};
  if (result.phase >= JobState::Phase::kCanceled || result.trouble != JobState::Trouble::kNone) {
    return result;
  }
  // Most printers say why they wait in their own attributes only.
  Message printer = request(IPP_OP_GET_PRINTER_ATTRIBUTES);
  CUPS(ippDeleteAttribute)
  (printer.get(), CUPS(ippFindAttribute)(printer.get(), "job-id", IPP_TAG_INTEGER));
  CUPS(ippAddString)
  (printer.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", nullptr,
   "printer-state-reasons");
  auto reasons = ask(std::move(printer), "Get-Printer-Attributes");
  if (reasons) result.trouble = trouble_in(reasons->get(), "printer-state-reasons");
  return result;
}

Status CupsJob::cancel() {
  if (job_ == 0) return ok_status();
  TRY(ask(request(IPP_OP_CANCEL_JOB), "Cancel-Job"));
  return ok_status();
}

}  // namespace

Result<std::unique_ptr<IppJob>> IppJob::connect(const std::string& printer,
                                                std::chrono::milliseconds timeout) {
  if (cups_library() == nullptr || CUPS(httpConnect2) == nullptr) {
    return Error{ErrorCode::kUnreachable, "libcups.so.2 can't be loaded (Debian package libcups2)"};
  }
  // libcups asks on the terminal by itself; nobody sits there. The setting is per thread.
  CUPS(cupsSetPasswordCB2)
  ([](const char*, http_t*, const char*, const char*, void*) -> const char* { return nullptr; },
   nullptr);
  TRY_ASSIGN(Address address, parse_address(printer));
  Http http(CUPS(httpConnect2)(address.host.c_str(), address.port, nullptr, AF_UNSPEC,
                               address.encryption, 1, static_cast<int>(timeout.count()), nullptr));
  if (!http) return Error{ErrorCode::kUnreachable, "the printer doesn't answer"};
  CUPS(httpSetTimeout)
  (
      http.get(), kAnswerTimeout_s, [](http_t*, void*) { return 0; }, nullptr);
  return std::unique_ptr<IppJob>(std::make_unique<CupsJob>(std::move(address), std::move(http)));
}

}  // namespace anlaufstelle::printing

// SPDX-License-Identifier: EUPL-1.2
#include "storage/sync/server_pipeline.h"

#include <poll.h>

#include <string_view>
#include <utility>

namespace anlaufstelle::sync {
namespace {

constexpr std::size_t kMostUnderWay = 64, kMostBytesUnderWay = 4u << 20;
constexpr const char* kSql = "SELECT intake.put($1::uuid, $2::bytea)";

Status status_of(std::string_view word) {
  if (word == "stored" || word == "already") return ok_status();
  if (word == "conflict") {
    return Error{ErrorCode::kConflict, "server: another content has this id there"};
  }
  return Error{ErrorCode::kUnreachable, "an answer that isn't understood"};
}

}  // namespace

PutPipeline::Trouble PutPipeline::lost(const char* why) const {
  return {{}, std::string(why) + ": " + PQerrorMessage(connection_)};
}

std::optional<PutPipeline::Trouble> PutPipeline::send_more() {
  while (sent_ < puts_.size() && sent_ - answers_.size() < kMostUnderWay &&
         bytes_under_way_ < kMostBytesUnderWay) {
    const ServerLink::Put& put = puts_[sent_];
    const char* const values[] = {reinterpret_cast<const char*>(put.id.data()),
                                  reinterpret_cast<const char*>(put.envelope.data())};
    const int sizes[] = {static_cast<int>(put.id.size()), static_cast<int>(put.envelope.size())};
    constexpr int kBinary[] = {1, 1};
    if (PQsendQueryParams(connection_, kSql, 2, nullptr, values, sizes, kBinary, 0) == 0 ||
        PQpipelineSync(connection_) == 0) {
      return lost("send");
    }
    bytes_under_way_ += put.envelope.size();
    ++sent_;
  }
  return std::nullopt;
}

std::optional<PutPipeline::Trouble> PutPipeline::take(const PGresult* result) {
  switch (PQresultStatus(result)) {
    case PGRES_TUPLES_OK:
      answer_ = status_of(PQntuples(result) == 1 ? PQgetvalue(result, 0, 0) : "");
      return std::nullopt;
    case PGRES_PIPELINE_SYNC:
      if (warned_) return Trouble{{}, "answered with a warning"};
      if (!answer_) return Trouble{{}, "no answer where one was due"};
      if (!*answer_ && answer_->error().code == ErrorCode::kUnreachable)
        return Trouble{{}, answer_->error().context};
      bytes_under_way_ -= puts_[answers_.size()].envelope.size();
      answers_.push_back(*std::exchange(answer_, std::nullopt));
      return std::nullopt;
    default: {
      const Meaning meaning = meaning_of(PQresultErrorField(result, PG_DIAG_SQLSTATE));
      const std::string words = PQresultErrorMessage(result);
      if (meaning.code != ErrorCode::kCorrupt) return Trouble{meaning, words};
      answer_ = Error{meaning.code, "server: " + words};  // this one's; its sync comes
      return std::nullopt;
    }
  }
}

std::optional<PutPipeline::Trouble> PutPipeline::take_all() {
  bool pause = false;
  while (answers_.size() < sent_ && PQisBusy(connection_) == 0) {
    const Answer result(PQgetResult(connection_));
    // There is one between a statement's result and its sync.
    if (!result && std::exchange(pause, true)) break;
    if (!result) continue;
    pause = false;
    if (auto trouble = take(result.get())) return trouble;
  }
  return std::nullopt;
}

std::optional<PutPipeline::Trouble> PutPipeline::run(const Interrupt& interrupt,
                                                     std::chrono::milliseconds patience) {
  if (PQenterPipelineMode(connection_) == 0) return lost("pipeline");
  while (answers_.size() < puts_.size()) {
    if (auto trouble = send_more()) return trouble;
    const int unsent = PQflush(connection_);
    if (unsent < 0) return lost("lost");
    const auto events = static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0));
    switch (interrupt.wait(PQsocket(connection_), events, patience)) {
      case Interrupt::Woken::kReady:
        break;
      case Interrupt::Woken::kTimeOut:
        return Trouble{{}, "no answer in time"};
      case Interrupt::Woken::kInterrupted:
        return Trouble{{}, "closing"};
    }
    if (PQconsumeInput(connection_) == 0) return lost("lost");
    if (auto trouble = take_all()) return trouble;
  }
  if (PQexitPipelineMode(connection_) == 0) return lost("pipeline");
  return std::nullopt;
}

}  // namespace anlaufstelle::sync

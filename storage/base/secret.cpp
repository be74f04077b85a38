// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/secret.h"

#include <sys/mman.h>

#include <array>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>

namespace anlaufstelle {
namespace {

constexpr std::size_t kPage = 4096;

std::size_t whole_pages(std::size_t size) {
  return (size + kPage - 1) / kPage * kPage;
}

// Own pages: madvise and mlock work on whole pages, so a secret never shares one.
std::uint8_t* map_block(std::size_t size) {
  void* pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) throw std::bad_alloc();
  // Both may be refused (RLIMIT_MEMLOCK in a container); the secret is wiped all the same.
  (void)mlock(pages, size);
  (void)madvise(pages, size, MADV_DONTDUMP);
  return static_cast<std::uint8_t*>(pages);
}

// Mapping, locking and unmapping a block takes as long as a key agreement, so a few wiped ones
// wait for the next secret. They hold nothing but zeros and stay locked.
class SpareBlocks {
 public:
  std::uint8_t* take(std::size_t size) {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = count_; i-- > 0;) {  // the newest first: it is in the cache
      if (blocks_[i].size != size) continue;
      std::uint8_t* const data = blocks_[i].data;
      blocks_[i] = blocks_[--count_];
      return data;
    }
    return nullptr;
  }
  bool keep(std::uint8_t* data, std::size_t size) {
    if (size > kLargest) return false;
    const std::lock_guard lock(mutex_);
    if (count_ == blocks_.size()) return false;
    blocks_[count_++] = {data, size};
    return true;
  }

 private:
  static constexpr std::size_t kLargest = 8 * kPage;
  struct Block {
    std::uint8_t* data;
    std::size_t size;
  };
  std::mutex mutex_;
  std::array<Block, 16> blocks_{};  // of one size each, few sizes in all
  std::size_t count_ = 0;
};

// One for the process: pages are the process's, and a secret may die on another thread.
constinit SpareBlocks spare_blocks;

}  // namespace

void wipe(void* data, std::size_t size) {
  if (size != 0) explicit_bzero(data, size);
}

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  if (size == 0) return;
  data_ = spare_blocks.take(whole_pages(size));
  if (data_ == nullptr) data_ = map_block(whole_pages(size));
}

SecretBytes::SecretBytes(ByteView from) : SecretBytes(from.size()) {
  if (!from.empty()) std::memcpy(data_, from.data(), from.size());
}

SecretBytes::~SecretBytes() {
  release();
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  if (this != &other) {
    release();
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

void SecretBytes::release() {
  if (data_ == nullptr) return;
  wipe(data_, size_);
  if (!spare_blocks.keep(data_, whole_pages(size_))) munmap(data_, whole_pages(size_));
  data_ = nullptr;
  size_ = 0;
}

}  // namespace anlaufstelle

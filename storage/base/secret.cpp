// SPDX-License-Identifier: EUPL-1.2
#include "storage/base/secret.h"

#include <sys/mman.h>

#include <cstring>
#include <new>
#include <utility>

namespace anlaufstelle {

void wipe(void* data, std::size_t size) {
  if (size != 0) explicit_bzero(data, size);
}

// Own pages: madvise and mlock work on whole pages, so a secret never shares one.
SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  if (size == 0) return;
  void* pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) throw std::bad_alloc();
  // Both may be refused (RLIMIT_MEMLOCK in a container); the secret is wiped all the same.
  (void)mlock(pages, size);
  (void)madvise(pages, size, MADV_DONTDUMP);
  data_ = static_cast<std::uint8_t*>(pages);
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
  munmap(data_, size_);
  data_ = nullptr;
  size_ = 0;
}

}  // namespace anlaufstelle

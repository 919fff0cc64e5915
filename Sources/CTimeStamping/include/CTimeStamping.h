// Time-Stamp Protocol (RFC 3161), by OpenSSL. Nothing is sent anywhere.
#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A request to time-stamp a SHA-256 of 32 bytes, in DER. The nonce ties the answer to it.
///
/// \return the bytes, to be freed with `ctimestamping_free`; NULL where memory is short.
unsigned char *ctimestamping_request(const unsigned char *sha256, unsigned long long nonce, size_t *count);

/// What an answer says, checked as far as can be.
typedef struct {
  /// Whether it is signed by an authority that `authorities` vouches for.
  int is_verified;
  /// Seconds since 1970.
  long long time;
  /// The subject of the signing certificate, or the name in the answer.
  char authority[512];
} ctimestamping_answer;

/// Reads an answer (TimeStampResp, or a bare token) about a SHA-256.
///
/// \param authorities a PEM file of trusted certificates; NULL where none are given.
/// \param error what is wrong, where the result is not 0.
/// \return 0 where the answer is about this hash, and is signed as it should be where that is checked.
int ctimestamping_read(const unsigned char *response, size_t count, const unsigned char *sha256,
                       const char *authorities, ctimestamping_answer *answer, char *error,
                       size_t error_size);

void ctimestamping_free(void *bytes);

#ifdef __cplusplus
}
#endif

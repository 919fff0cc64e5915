#include "CTimeStamping.h"

#include <openssl/asn1.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const size_t digest_size = 32;

static int set_imprint(TS_MSG_IMPRINT *imprint, const unsigned char *sha256) {
  X509_ALGOR *algorithm = X509_ALGOR_new();
  if (!algorithm) return 0;
  X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL);
  int done = TS_MSG_IMPRINT_set_algo(imprint, algorithm) &&
             TS_MSG_IMPRINT_set_msg(imprint, (unsigned char *)sha256, (int)digest_size);
  X509_ALGOR_free(algorithm);
  return done;
}

unsigned char *ctimestamping_request(const unsigned char *sha256, unsigned long long nonce, size_t *count) {
  TS_REQ *request = TS_REQ_new();
  TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
  ASN1_INTEGER *number = ASN1_INTEGER_new();
  unsigned char *bytes = NULL;
  *count = 0;
  if (request && imprint && number && set_imprint(imprint, sha256) && TS_REQ_set_version(request, 1) &&
      TS_REQ_set_msg_imprint(request, imprint) && ASN1_INTEGER_set_uint64(number, nonce) &&
      TS_REQ_set_nonce(request, number) && TS_REQ_set_cert_req(request, 1)) {
    int size = i2d_TS_REQ(request, &bytes);
    if (size > 0) *count = (size_t)size;
  }
  ASN1_INTEGER_free(number);
  TS_MSG_IMPRINT_free(imprint);
  TS_REQ_free(request);
  return bytes;
}

void ctimestamping_free(void *bytes) { OPENSSL_free(bytes); }

static int fail(char *error, size_t size, const char *message) {
  unsigned long code = ERR_peek_last_error();
  char reason[200] = "";
  if (code) ERR_error_string_n(code, reason, sizeof reason);
  snprintf(error, size, "%s%s%s", message, *reason ? ": " : "", reason);
  ERR_clear_error();
  return 1;
}

/// The token in an answer, or that the answer is.
static PKCS7 *read_token(const unsigned char *bytes, size_t count, char *error, size_t size) {
  const unsigned char *place = bytes;
  TS_RESP *response = d2i_TS_RESP(NULL, &place, (long)count);
  if (response) {
    PKCS7 *token = NULL;
    long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response)));
    if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) {
      snprintf(error, size, "the authority refused the request (status %ld)", status);
    } else {
      token = PKCS7_dup(TS_RESP_get_token(response));
    }
    TS_RESP_free(response);
    return token;
  }
  ERR_clear_error();
  place = bytes;
  PKCS7 *token = d2i_PKCS7(NULL, &place, (long)count);
  if (!token) snprintf(error, size, "it is no answer of a time-stamping authority (RFC 3161)");
  ERR_clear_error();
  return token;
}

int ctimestamping_read(const unsigned char *bytes, size_t count, const unsigned char *sha256,
                       const char *authorities, ctimestamping_answer *answer, char *error,
                       size_t error_size) {
  memset(answer, 0, sizeof *answer);
  if (error_size) *error = 0;
  ERR_clear_error();
  PKCS7 *token = read_token(bytes, count, error, error_size);
  if (!token) return *error ? 1 : fail(error, error_size, "the answer holds no time stamp");
  int result = 1;
  TS_TST_INFO *info = PKCS7_to_TS_TST_INFO(token);
  X509_STORE *store = NULL;
  TS_VERIFY_CTX *context = NULL;
  if (!info) {
    fail(error, error_size, "the answer holds no time stamp");
    goto end;
  }
  TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(info);
  ASN1_OCTET_STRING *message = TS_MSG_IMPRINT_get_msg(imprint);
  const ASN1_OBJECT *algorithm = NULL;
  X509_ALGOR_get0(&algorithm, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
  if (OBJ_obj2nid(algorithm) != NID_sha256 || ASN1_STRING_length(message) != (int)digest_size ||
      memcmp(ASN1_STRING_get0_data(message), sha256, digest_size) != 0) {
    snprintf(error, error_size, "the time stamp is about something else");
    goto end;
  }
  struct tm time;
  if (ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &time)) answer->time = (long long)timegm(&time);
  STACK_OF(X509) *signers = PKCS7_get0_signers(token, NULL, 0);
  if (signers && sk_X509_num(signers) > 0)
    X509_NAME_oneline(X509_get_subject_name(sk_X509_value(signers, 0)), answer->authority,
                      sizeof answer->authority);
  sk_X509_free(signers);
  ERR_clear_error();
  if (!authorities) {
    result = 0;
    goto end;
  }
  store = X509_STORE_new();
  if (!store || !X509_STORE_load_file(store, authorities)) {
    fail(error, error_size, "the certificates of --ca cannot be read");
    goto end;
  }
  context = TS_VERIFY_CTX_new();
  if (!context) goto end;
  TS_VERIFY_CTX_set_flags(context, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE);
  unsigned char *copy = OPENSSL_memdup(sha256, digest_size);
  TS_VERIFY_CTX_set_imprint(context, copy, (long)digest_size);
  TS_VERIFY_CTX_set_store(context, store);
  store = NULL;  // the context frees it
  if (TS_RESP_verify_token(context, token) == 1) {
    answer->is_verified = 1;
    result = 0;
  } else {
    fail(error, error_size, "the time stamp is not signed as it should be");
  }
end:
  TS_VERIFY_CTX_free(context);
  X509_STORE_free(store);
  TS_TST_INFO_free(info);
  PKCS7_free(token);
  return result;
}

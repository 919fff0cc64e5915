#include <fcntl.h>
#include <seccomp.h>

#include "Decoding.h"

void enter_sandbox() {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (!filter) throw std::bad_alloc();
  int status = 0;
  const auto refuse = [&](int call) {
    if (call != __NR_SCMP_ERROR) status |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
  };
  for (const char *call :
       {"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto",
        "sendmsg", "sendmmsg", "recvfrom", "recvmsg", "io_uring_setup", "execve", "execveat",
        "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "kill", "tkill",
        "creat", "openat2", "truncate", "unlink", "unlinkat", "rename", "renameat", "renameat2",
        "mkdir", "mkdirat", "rmdir", "link", "linkat", "symlink", "symlinkat", "mknod", "mknodat",
        "chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat", "setxattr",
        "lsetxattr", "fsetxattr", "utimensat", "mount", "umount2", "pivot_root", "chroot", "setns",
        "unshare", "bpf", "perf_event_open", "keyctl", "add_key", "request_key", "shmget",
        "msgget", "semget"}) {
    refuse(seccomp_syscall_resolve_name(call));
  }
  // Files may be opened for reading alone: libraries load their tables.
  for (const int flag : {O_WRONLY, O_RDWR}) {
    status |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(open), 1,
                               SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE, scmp_datum_t(flag)));
    status |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(openat), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE, scmp_datum_t(flag)));
  }
  if (status == 0) status = seccomp_load(filter);
  seccomp_release(filter);
  if (status != 0) throw std::runtime_error("the sandbox cannot be set up");
}

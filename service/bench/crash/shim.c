/*
 * Laid under `hansho serve` and its children by LD_PRELOAD: kills them at a chosen system call, moves
 * their clock, and writes down what they ask of the disk. The service knows nothing of it.
 *
 * HANSHO_SHIM_CONTROL: a file of `struct control`, shared with the bench and all processes.
 * HANSHO_SHIM_RECORD: file of the record, HANSHO_SHIM_UNDER: folder whose files it is about.
 *
 * A record is little-endian: op (1 byte), file (4), offset (8), length (8), then `length` bytes.
 * `file` numbers what was opened; names are given by 'O' (opened; offset 1: it was truncated).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { STORE_WRITE = 1, STORE_SYNC = 2, SENDING = 4, RECEIVING = 8, MARK = 16 };
enum { WRITING_PROCESS = 1, SENDER_PROCESS = 2 };
enum { KILL_ITSELF = 1, KILL_ALL = 2 };
enum { FILES = 65536, PATH = 4096 };

struct control {
  int64_t roles, kinds, action, countdown, fired, clock_offset_ns, calls;
};

static struct control *control;
static int role, record = -1;
static char under[PATH];
static size_t under_length;
static uint32_t file_of[FILES];
static uint32_t last_file;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static int raw_open(const char *path, int flags) {
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0600);
}

static int role_of_this_process(void) {
  char line[PATH];
  int fd = raw_open("/proc/self/cmdline", O_RDONLY);
  ssize_t length = syscall(SYS_read, fd, line, sizeof line - 1);
  syscall(SYS_close, fd);
  if (length < 0) return 0;
  line[length] = 0;
  int found = 0;
  for (char *word = line; word < line + length; word += strlen(word) + 1) {
    if (!strcmp(word, "serve")) found = WRITING_PROCESS;
    if (!strcmp(word, "service.sending.process")) return SENDER_PROCESS;
  }
  return found;
}

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("HANSHO_SHIM_CONTROL");
  role = role_of_this_process();
  if (!path || !role) return;
  int fd = raw_open(path, O_RDWR | O_CLOEXEC);
  void *shared = mmap(0, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  syscall(SYS_close, fd);
  if (shared == MAP_FAILED) _exit(120);
  control = shared;
  const char *to = getenv("HANSHO_SHIM_RECORD"), *folder = getenv("HANSHO_SHIM_UNDER");
  if (!to || !folder || role != WRITING_PROCESS) return;
  strncpy(under, folder, PATH - 1);
  under_length = strlen(under);
  record = raw_open(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC);
  if (record < 0) _exit(121);
}

static void die(void) {
  __atomic_store_n(&control->fired, (int64_t)getpid(), __ATOMIC_SEQ_CST);
  syscall(SYS_kill, control->action == KILL_ALL ? 0 : getpid(), SIGKILL);
  for (;;) pause();
}

static void tick(int kind) {
  if (!control || !(control->roles & role) || !(control->kinds & kind)) return;
  if (__atomic_sub_fetch(&control->countdown, 1, __ATOMIC_SEQ_CST) == 0) die();
}

/* For a sabotage, which calls it in the moment that has to cost somebody his warning. */
void hansho_mark(void) { tick(MARK); }

/* A file of the store: everything under the folder but what only lives in memory. */
static int is_ours(const char *path) {
  if (record < 0 || !path || strncmp(path, under, under_length)) return 0;
  size_t length = strlen(path);
  const char *left_out[] = {"-shm", ".lock", ".sock", "ballast"};
  for (int i = 0; i < 4; i++) {
    size_t end = strlen(left_out[i]);
    if (length >= end && !strcmp(path + length - end, left_out[i])) return 0;
  }
  return 1;
}

static void put(const void *bytes, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t wrote = syscall(SYS_write, record, (const char *)bytes + done, length - done);
    if (wrote <= 0) _exit(122);
    done += wrote;
  }
}

static void note(char op, uint32_t file, uint64_t offset, const void *bytes, uint64_t length) {
  char head[21];
  head[0] = op;
  memcpy(head + 1, &file, 4);
  memcpy(head + 5, &offset, 8);
  memcpy(head + 13, &length, 8);
  pthread_mutex_lock(&lock);
  put(head, sizeof head);
  put(bytes, length);
  pthread_mutex_unlock(&lock);
}

static uint32_t file_at(int fd) { return record >= 0 && fd >= 0 && fd < FILES ? file_of[fd] : 0; }

static int opened(int fd, const char *path, int flags) {
  if (fd < 0 || fd >= FILES || !is_ours(path)) return fd;
  struct stat status;
  if (fstat(fd, &status) || !S_ISREG(status.st_mode)) return fd;
  if ((flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT)) return fd;
  file_of[fd] = __atomic_add_fetch(&last_file, 1, __ATOMIC_SEQ_CST);
  note('O', file_of[fd], (flags & O_TRUNC) != 0, path, strlen(path));
  return fd;
}

#define OPEN(name)                                             \
  int name(const char *path, int flags, ...) {                 \
    va_list rest;                                              \
    va_start(rest, flags);                                     \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                              \
    return opened(REAL(name)(path, flags, mode), path, flags); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                   \
  int name(int folder, const char *path, int flags, ...) {             \
    va_list rest;                                                      \
    va_start(rest, flags);                                             \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                      \
    return opened(REAL(name)(folder, path, flags, mode), path, flags); \
  }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
  if (file_at(fd)) file_of[fd] = 0;
  return REAL(close)(fd);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  uint32_t file = file_at(fd);
  tick(file ? STORE_WRITE : SENDING);
  if (file) {
    off_t at = fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    note('W', file, at, bytes, length);
  }
  return REAL(write)(fd, bytes, length);
}

#define PWRITE(name, offset_t)                                             \
  ssize_t name(int fd, const void *bytes, size_t length, offset_t offset) { \
    uint32_t file = file_at(fd);                                           \
    tick(STORE_WRITE);                                                     \
    if (file) note('W', file, offset, bytes, length);                      \
    return REAL(name)(fd, bytes, length, offset);                          \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define FTRUNCATE(name, offset_t)                    \
  int name(int fd, offset_t length) {                \
    uint32_t file = file_at(fd);                     \
    tick(STORE_WRITE);                               \
    if (file) note('T', file, length, "", 0);        \
    return REAL(name)(fd, length);                   \
  }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

/* Written down once the disk has answered: before that nobody relies on it. */
#define SYNC(name)                                   \
  int name(int fd) {                                 \
    uint32_t file = file_at(fd);                     \
    tick(STORE_SYNC);                                \
    int answer = REAL(name)(fd);                     \
    if (file && !answer) note('S', file, 0, "", 0);  \
    return answer;                                   \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  tick(STORE_WRITE);
  if (is_ours(path)) note('U', 0, 0, path, strlen(path));
  return REAL(unlink)(path);
}

static void note_pair(char op, const char *from, const char *to) {
  char both[2 * PATH];
  if (!is_ours(from) || !is_ours(to) || strlen(from) + strlen(to) + 1 > sizeof both) return;
  size_t first = strlen(from) + 1;
  memcpy(both, from, first);
  memcpy(both + first, to, strlen(to));
  note(op, 0, 0, both, first + strlen(to));
}

int rename(const char *from, const char *to) {
  tick(STORE_WRITE);
  note_pair('R', from, to);
  return REAL(rename)(from, to);
}

int link(const char *from, const char *to) {
  note_pair('L', from, to);
  return REAL(link)(from, to);
}

int linkat(int folder, const char *from, int other, const char *to, int flags) {
  note_pair('L', from, to);
  return REAL(linkat)(folder, from, other, to, flags);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  tick(SENDING);
  return REAL(send)(fd, bytes, length, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  tick(SENDING);
  return REAL(sendmsg)(fd, message, flags);
}

ssize_t recv(int fd, void *bytes, size_t length, int flags) {
  tick(RECEIVING);
  return REAL(recv)(fd, bytes, length, flags);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
  tick(RECEIVING);
  return REAL(recvmsg)(fd, message, flags);
}

ssize_t read(int fd, void *bytes, size_t length) {
  tick(RECEIVING);
  return REAL(read)(fd, bytes, length);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int answer = (int)syscall(SYS_clock_gettime, clock, time);
  if (answer || !control || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return answer;
  int64_t offset = __atomic_load_n(&control->clock_offset_ns, __ATOMIC_SEQ_CST);
  int64_t now = (int64_t)time->tv_sec * 1000000000 + time->tv_nsec + offset;
  time->tv_sec = now / 1000000000;
  time->tv_nsec = now % 1000000000;
  return 0;
}

time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return 0;
}

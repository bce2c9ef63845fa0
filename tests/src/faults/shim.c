/* Stands between a program and the kernel, for the files under FAULTS_FOLDER: writes down what is done to them, as the disk
 * would see it, and makes a chosen call fail. Loaded with LD_PRELOAD; faults/shim.rs says what the variables mean. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX], until[PATH_MAX], count_file[PATH_MAX], kinds[32];
static size_t folder_length;
static int trace = -1, error_number;
static long calls, nth;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static void text_of(const char *name, char *into, size_t room) {
  const char *value = getenv(name);
  snprintf(into, room, "%s", value ? value : "");
}

static long number_of(const char *name) {
  const char *value = getenv(name);
  return value ? atol(value) : 0;
}

__attribute__((constructor)) static void begin(void) {
  char path[PATH_MAX];
  text_of("FAULTS_FOLDER", folder, sizeof folder);
  text_of("FAULTS_WHILE", until, sizeof until);
  text_of("FAULTS_COUNT", count_file, sizeof count_file);
  text_of("FAULTS_KINDS", kinds, sizeof kinds);
  text_of("FAULTS_TRACE", path, sizeof path);
  folder_length = strlen(folder);
  nth = number_of("FAULTS_NTH");
  error_number = (int)number_of("FAULTS_ERROR");
  if (path[0]) trace = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

__attribute__((destructor)) static void end(void) {
  char text[32];
  if (!count_file[0]) return;
  int file = (int)syscall(SYS_openat, AT_FDCWD, count_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  syscall(SYS_write, file, text, snprintf(text, sizeof text, "%ld", calls));
  syscall(SYS_close, file);
}

static int under_folder(const char *path) {
  return folder_length && !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

/* The path of an open file, if it is one of ours. */
static int ours(int file, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return under_folder(path);
}

static int named(int at, const char *name, char path[PATH_MAX]) {
  if (name[0] == '/' || at == AT_FDCWD) return snprintf(path, PATH_MAX, "%s", name), under_folder(path);
  if (!ours(at, path)) return 0;
  size_t length = strlen(path);
  return snprintf(path + length, PATH_MAX - length, "/%s", name), 1;
}

/* An entry: kind, inode, offset, length of path, length of data; then both. One append, so that threads do not mix. */
static void note(char kind, uint64_t inode, uint64_t offset, const char *path, const void *data, size_t length) {
  if (trace < 0) return;
  struct { uint64_t kind, inode, offset, path, data; } head = {(uint64_t)kind, inode, offset, strlen(path), length};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)path, strlen(path)}, {(void *)data, length}};
  int before = errno;
  syscall(SYS_writev, trace, parts, 3);
  errno = before;
}

static uint64_t inode_of(int file) {
  struct stat found;
  return fstat(file, &found) ? 0 : found.st_ino;
}

/* Whether this call is the one that fails; FAULTS_WHILE makes all later ones fail, too, as long as that file is there. */
static int fails(char kind) {
  if (kinds[0] && !strchr(kinds, kind)) return 0;
  long number = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
  if (!nth || number < nth) return 0;
  if (number > nth && (!until[0] || syscall(SYS_faccessat, AT_FDCWD, until, F_OK))) return 0;
  if (error_number < 0) kill(getpid(), SIGKILL);
  errno = error_number;
  return 1;
}

static int open_file(int at, const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  struct stat before;
  if (!named(at, name, path)) return (int)syscall(SYS_openat, at, name, flags, mode);
  if (fails(flags & O_CREAT ? 'c' : 'o')) return -1;
  pthread_mutex_lock(&turn);
  int existed = !stat(path, &before);
  int file = (int)syscall(SYS_openat, at, name, flags, mode);
  if (file >= 0 && (flags & O_CREAT) && !existed) note('c', inode_of(file), 0, path, "", 0);
  if (file >= 0 && (flags & O_TRUNC) && existed && before.st_size) note('t', inode_of(file), 0, path, "", 0);
  pthread_mutex_unlock(&turn);
  return file;
}

#define MODE(flags) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | __O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *name, int flags, ...) { MODE(flags) return open_file(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return open_file(AT_FDCWD, name, flags | O_LARGEFILE, mode); }
int openat(int at, const char *name, int flags, ...) { MODE(flags) return open_file(at, name, flags, mode); }
int openat64(int at, const char *name, int flags, ...) { MODE(flags) return open_file(at, name, flags | O_LARGEFILE, mode); }
int creat(const char *name, mode_t mode) { return open_file(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static ssize_t write_at(int file, const void *data, size_t length, int64_t offset, int moves) {
  char path[PATH_MAX];
  int is_ours = ours(file, path);
  if (!is_ours && file != STDOUT_FILENO) {
    return moves ? syscall(SYS_write, file, data, length) : syscall(SYS_pwrite64, file, data, length, offset);
  }
  int broken = is_ours && fails('w'), reason = errno;
  pthread_mutex_lock(&turn);
  if (moves && is_ours) {
    int append = fcntl(file, F_GETFL) & O_APPEND;
    offset = syscall(SYS_lseek, file, 0, append ? SEEK_END : SEEK_CUR);
  }
  /* One that fails may have written a part. */
  if (broken) length /= 2;
  ssize_t written = !length ? 0 : moves ? syscall(SYS_write, file, data, length) : syscall(SYS_pwrite64, file, data, length, offset);
  if (is_ours && written > 0) note('w', inode_of(file), (uint64_t)offset, path, data, (size_t)written);
  /* What is printed is acknowledged. */
  if (!is_ours && written > 0) note('a', 0, 0, "", data, (size_t)written);
  pthread_mutex_unlock(&turn);
  if (broken) return errno = reason, -1;
  return written;
}

ssize_t write(int file, const void *data, size_t length) { return write_at(file, data, length, 0, 1); }
ssize_t pwrite(int file, const void *data, size_t length, off_t offset) { return write_at(file, data, length, offset, 0); }
ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset) { return write_at(file, data, length, offset, 0); }
/* A part of it is as good an answer as all of it, and whoever calls goes on with the rest. */
ssize_t writev(int file, const struct iovec *parts, int count) {
  for (int i = 0; i < count; i++) if (parts[i].iov_len) return write_at(file, parts[i].iov_base, parts[i].iov_len, 0, 1);
  return 0;
}

static ssize_t read_at(int file, void *into, size_t length, int64_t offset, int moves) {
  char path[PATH_MAX];
  if (nth && ours(file, path) && fails('R')) return -1;
  return moves ? syscall(SYS_read, file, into, length) : syscall(SYS_pread64, file, into, length, offset);
}

ssize_t read(int file, void *into, size_t length) { return read_at(file, into, length, 0, 1); }
ssize_t pread(int file, void *into, size_t length, off_t offset) { return read_at(file, into, length, offset, 0); }
ssize_t pread64(int file, void *into, size_t length, off64_t offset) { return read_at(file, into, length, offset, 0); }

int ftruncate(int file, off_t size) {
  char path[PATH_MAX];
  if (!ours(file, path)) return (int)syscall(SYS_ftruncate, file, size);
  if (fails('t')) return -1;
  pthread_mutex_lock(&turn);
  int done = (int)syscall(SYS_ftruncate, file, size);
  if (!done) note('t', inode_of(file), (uint64_t)size, path, "", 0);
  pthread_mutex_unlock(&turn);
  return done;
}
int ftruncate64(int file, off64_t size) { return ftruncate(file, size); }

static int sync_file(int file, long call) {
  char path[PATH_MAX];
  if (!ours(file, path)) return (int)syscall(call, file);
  if (fails('s')) return -1;
  pthread_mutex_lock(&turn);
  int done = (int)syscall(call, file);
  if (!done) note('s', inode_of(file), 0, path, "", 0);
  pthread_mutex_unlock(&turn);
  return done;
}
int fsync(int file) { return sync_file(file, SYS_fsync); }
int fdatasync(int file) { return sync_file(file, SYS_fdatasync); }

static int move(char kind, int from_at, const char *from, int to_at, const char *to, unsigned flags) {
  char before[PATH_MAX], after[PATH_MAX];
  int is_ours = named(from_at, from, before) | named(to_at, to, after);
  if (is_ours && fails(kind)) return -1;
  pthread_mutex_lock(&turn);
  int done = (int)syscall(kind == 'r' ? SYS_renameat2 : SYS_linkat, from_at, from, to_at, to, flags);
  if (is_ours && !done) note(kind, 0, 0, before, after, strlen(after));
  pthread_mutex_unlock(&turn);
  return done;
}
int rename(const char *from, const char *to) { return move('r', AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_at, const char *from, int to_at, const char *to) { return move('r', from_at, from, to_at, to, 0); }
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) { return move('r', from_at, from, to_at, to, flags); }
int link(const char *from, const char *to) { return move('l', AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int from_at, const char *from, int to_at, const char *to, int flags) { return move('l', from_at, from, to_at, to, (unsigned)flags); }

static int remove_name(int at, const char *name, int flags) {
  char path[PATH_MAX];
  int is_ours = named(at, name, path);
  if (is_ours && fails('u')) return -1;
  pthread_mutex_lock(&turn);
  int done = (int)syscall(SYS_unlinkat, at, name, flags);
  if (is_ours && !done) note('u', 0, 0, path, "", 0);
  pthread_mutex_unlock(&turn);
  return done;
}
int unlink(const char *name) { return remove_name(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return remove_name(AT_FDCWD, name, AT_REMOVEDIR); }
int unlinkat(int at, const char *name, int flags) { return remove_name(at, name, flags); }

int mkdir(const char *name, mode_t mode) {
  char path[PATH_MAX];
  struct stat made;
  int is_ours = named(AT_FDCWD, name, path);
  if (is_ours && fails('m')) return -1;
  pthread_mutex_lock(&turn);
  int done = (int)syscall(SYS_mkdirat, AT_FDCWD, name, mode);
  if (is_ours && !done) note('m', stat(path, &made) ? 0 : made.st_ino, 0, path, "", 0);
  pthread_mutex_unlock(&turn);
  return done;
}

/* Copies that the kernel makes by itself would pass unseen; without these, they are made by reading and writing. */
ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t length, unsigned flags) {
  (void)from, (void)from_at, (void)to, (void)to_at, (void)length, (void)flags;
  return errno = ENOSYS, -1;
}
ssize_t sendfile(int to, int from, off_t *at, size_t length) {
  (void)to, (void)from, (void)at, (void)length;
  return errno = ENOSYS, -1;
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t length) { return sendfile(to, from, at, length); }

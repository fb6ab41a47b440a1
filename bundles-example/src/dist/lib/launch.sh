# Read by the programs in bin: finds Java 25 and starts one of them.

is_25() { # HOME: its release file tells, for asking the JVM itself costs a start
  [ -x "$1/bin/java" ] && grep -qs '^JAVA_VERSION="25[".]' "$1/release"
}

find_java() {
  on_path=$(command -v java || true)
  [ -z "$on_path" ] || on_path=$(dirname -- "$(dirname -- "$(readlink -f -- "$on_path")")")
  for home in "${SKERRY_JAVA_HOME:-}" "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*; do
    if [ -n "$home" ] && is_25 "$home"; then
      printf '%s\n' "$home/bin/java"
      return
    fi
  done
  echo "error: no Java 25 found. Install a JDK 25 or set SKERRY_JAVA_HOME to one." >&2
  exit 1
}

# The JVM reads names of files by the locale. In the one that has ASCII alone, which it also takes
# where the locale is not installed, it finds no other file. Language and messages stay as they are.
name_files() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) charmap=ANSI_X3.4-1968 ;;
    *) charmap=$(locale charmap 2>/dev/null || true) ;;
  esac
  [ "$charmap" != ANSI_X3.4-1968 ] || export LC_ALL=C.UTF-8
}

# For commands that end before the second compiler would have earned its time.
quick=-XX:TieredStopAtLevel=1
# For those that hash and copy: SHA-256 gets the second compiler, and so the processor's own
# instructions, at once; all else only when it is very busy.
long="-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=20000
  -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=1000000 -XX:CompileCommand=quiet
  -XX:CompileCommand=CompileThresholdScaling,sun.security.provider.DigestBase::engineUpdate,0.001"

launch() { # LIB PROGRAM OPTION…: the options of the JVM, then those of the program
  lib=$1
  cache=$lib/$2.aot
  shift 2
  java=$(find_java)
  name_files
  # The cache fits one JDK and these very jars; Java leaves aside one that does not fit.
  if [ "${SKERRY_TRAIN:-}" = record ]; then
    # Without the profile of methods: compiling by it at the start costs more than it gives.
    set -- -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining "-XX:AOTCacheOutput=$cache" "$@"
  elif [ -z "${SKERRY_TRAIN:-}" ] && [ -f "$cache" ]; then
    set -- "-XX:AOTCache=$cache" "$@"
  fi
  natives=$lib/native/org/sqlite/native/Linux/$(uname -m)
  [ ! -d "$natives" ] || set -- "-Dorg.sqlite.lib.path=$natives" "$@"
  # Unused malloc arenas are the largest part of a small JVM's memory.
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
  exec "$java" -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData \
    -Xlog:disable -Xlog:all=error,aot*=off:stderr \
    -Djdk.virtualThreadScheduler.parallelism=4 \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
}

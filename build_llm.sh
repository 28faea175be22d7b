#!/bin/sh
# Builds llama-cpp-python, of which there are only sources, into .venv: for this class of CPU and not for this very one.
# Where there is no C++ compiler, the ziglang wheel is one. What it built is asked for a known answer before it is used.
set -eu
log=.tools/llm.log
giving_up() {
  echo "The language model's engine cannot be had here: $1. All else works without it; \`make llm\` tries again." >&2
  exit 1
}

cpu='' arch=''
case $(uname -m) in
  x86_64)
    grep -qw avx2 /proc/cpuinfo || giving_up "it needs a CPU with AVX2"
    cpu=x86_64_v3 ;;
  aarch64)
    cpu=cortex_a72 arch=armv8-a  # Raspberry Pi 4
    if grep -qw asimddp /proc/cpuinfo; then cpu=cortex_a76 arch=armv8.2-a+dotprod; fi ;;  # Raspberry Pi 5, Jetson Orin
  *) giving_up "it is not built for $(uname -m)" ;;
esac
echo "Building the language model's engine; the first time it takes some minutes ..." >&2
uv=$("${PYTHON:-python3}" bootstrap_uv.py)
mkdir -p .tools

# The engine alone: what it has beside it for programs of its own does not build without more libraries.
echo 'set(LLAMA_BUILD_COMMON OFF)' > .tools/no_common.cmake
CMAKE_ARGS="'-DCMAKE_PROJECT_llama_cpp_INCLUDE=$PWD/.tools/no_common.cmake'"
# What decides the result goes in settings: uv takes a wheel that it built before for the same settings, and looks
# neither at CMAKE_ARGS nor at CC. HERO365_CPU is there for that alone.
set -- GGML_NATIVE=OFF LLAVA_BUILD=OFF GGML_CCACHE=OFF CMAKE_PLATFORM_NO_VERSIONED_SONAME=ON HERO365_CPU=$cpu
if ! command -v c++ >/dev/null; then
  [ -x .tools/zig/ziglang/zig ] || "$uv" pip install --quiet --target .tools/zig --no-deps --require-hashes \
    -r requirements/zig.lock >"$log" 2>&1 || giving_up "there is no C++ compiler, and none could be fetched; see $log"
  mkdir -p .tools/cc
  for tool in cc c++ ar ranlib; do
    # Without a target it would compile for this very CPU.
    case $tool in c*) flags="-target $(uname -m)-linux-gnu.2.31 -mcpu=$cpu" ;; *) flags= ;; esac
    printf '#!/bin/sh\nexec "%s" %s %s "$@"\n' "$PWD/.tools/zig/ziglang/zig" $tool "$flags" >.tools/cc/$tool
    chmod +x .tools/cc/$tool
  done
  export CC="$PWD/.tools/cc/cc" CXX="$PWD/.tools/cc/c++" ZIG_GLOBAL_CACHE_DIR="$PWD/.tools/zig-cache"
  CMAKE_ARGS="$CMAKE_ARGS '-DCMAKE_AR=$PWD/.tools/cc/ar' '-DCMAKE_RANLIB=$PWD/.tools/cc/ranlib'"
  set -- "$@" GGML_OPENMP=OFF CMAKE_SHARED_LINKER_FLAGS=-s  # zig brings no OpenMP
elif [ -n "$arch" ]; then
  set -- "$@" GGML_CPU_ARM_ARCH=$arch
fi
for define; do
  set -- "$@" --config-setting "cmake.define.$define"
  shift
done
export CMAKE_ARGS CMAKE_BUILD_PARALLEL_LEVEL="${JOBS:-$(nproc)}"
set -- --python .venv --no-deps --require-hashes --no-binary llama-cpp-python \
  --build-constraints requirements/build.lock --config-setting 'wheel.exclude=lib/**;include/**;bin/**' "$@" \
  -r requirements/llm.lock
# Without the network first: behind an index that does not say how long its files are good, uv would fetch the sources
# and build them anew although it has what it built of them before.
"$uv" pip install --offline "$@" >"$log" 2>&1 || "$uv" pip install "$@" >"$log" 2>&1 ||
  giving_up "it did not build; see $log"
rm -rf .tools/zig .tools/zig-cache .tools/cc

# There were builds for one CPU that ran on another and wrote nonsense.
if ! .venv/bin/python -m models.known_answer; then
  "$uv" pip uninstall --quiet --python .venv llama-cpp-python
  giving_up "what was built is not used, for it reckons wrongly"
fi

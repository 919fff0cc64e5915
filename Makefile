# `make demo` shows what wwww does, `make test` shows that it does it right. Both start with
# `make setup`, which needs Debian 12 and a Swift 6 toolchain and brings everything else.

SHELL := /bin/bash
.DELETE_ON_ERROR:

# Libraries with their headers; what fetches models and samples; what the toolchain itself needs.
PACKAGES := \
  libdlib-dev libopencv-dev libopenblas-dev libexiv2-dev libjpeg62-turbo-dev \
  libavformat-dev libavcodec-dev libavutil-dev libswscale-dev libwebp-dev ffmpeg \
  libpng-dev libtiff-dev libopenjp2-7-dev libheif-dev libraw-dev libseccomp-dev \
  libxml2-dev libgraphviz-dev graphviz libpango1.0-dev libssl-dev liblzma-dev libimage-exiftool-perl libsqlite3-dev fonts-dejavu-core fonts-droid-fallback \
  fonts-noto-core fonts-nanum \
  python3 python3-pip ca-certificates openssl gocryptfs fuse3 \
  g++ git pkg-config libncurses6

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
BUILD := swift build -c release
LIBRARIES := Domain ParallelLoops Files GraphAnalysis GraphFormats FaceClustering CaseStore
SWIFT_DIRECTORIES := $(wildcard Package.swift Sources Tests Benchmarks)

.PHONY: help setup packages toolchain models pictures samples build demo test page torture docs bench dist \
  format lint clean

help:
	@echo 'make setup   system packages, model weights, sample pictures'
	@echo 'make demo    setup, release build, the main job on the samples; results in out/demo'
	@echo 'make test    setup, then all tests'
	@echo 'make torture tries to break the built program: kills, races, full disks, damaged files; minutes'
	@echo 'make docs    documentation of the libraries, in out/docs'
	@echo 'make bench   setup, then the benchmarks'
	@echo 'make dist    an archive for other machines: program, libraries, models; in out/wwww.tar.gz'
	@echo 'make format  lay out the Swift code;  make lint  complain where it is not laid out'
	@echo 'make clean   remove what was built, composed and written; fetched files stay'

setup: toolchain models samples

packages:
	@missing=$$(comm -23 <(printf '%s\n' $(PACKAGES) | sort) \
	  <(dpkg-query -W -f '$${db:Status-Status} $${Package}\n' $(PACKAGES) 2>/dev/null \
	    | sed -n 's/^installed //p' | sort -u)); \
	if [ -z "$$missing" ]; then echo 'packages: all there'; else \
	  echo "packages: installing" $$missing; \
	  $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 $$missing >/dev/null; fi

toolchain: packages
	@swift --version 2>/dev/null | grep -q 'Swift version 6' || \
	  { echo 'toolchain: a Swift 6 toolchain must be in PATH, as `swift`' >&2; exit 1; }

models: packages
	@echo 'models, maps: fetching what is missing, verifying the rest'
	@python3 models/fetch.py models/manifest.json maps/manifest.json

pictures: packages
	@echo 'samples: fetching what is missing, verifying the rest'
	@python3 models/fetch.py samples/manifest.json

samples: samples/truth.csv

# The truth is written last, so it stands for all composed photos.
samples/truth.csv: samples/recipe.json samples/manifest.json \
  $(wildcard Sources/SampleComposer/*.swift) | toolchain pictures
	@echo 'samples: composing the event photos'
	@$(BUILD) --product wwww-opencv
	@$(BUILD) --product wwww-decode
	@$(BUILD) --product SampleComposer
	@rm -rf samples/photos && .build/release/SampleComposer samples

build: setup
	@echo 'build: release build of wwww'
	@$(BUILD) --product wwww
	@$(BUILD) --product wwww-render
	@$(BUILD) --product wwww-decode
	@$(BUILD) --product wwww-opencv
	@$(BUILD) --product wwww-libav

demo: build
	@echo 'demo: the main job on samples/photos'
	@.build/release/wwww run samples/photos --case out/demo-case --out out/demo
	@echo && echo 'Written to out/demo:' && cd out/demo && find . -type f -printf '  %P  (%s bytes)\n' | sort

test: setup
	@echo 'test: building and running all tests in release mode'
	@swift test -c release --disable-testable-imports --explicit-target-dependency-import-check error
	@$(MAKE) --no-print-directory page

# The page of `wwww review` in a real browser, on the program that `swift test` built.
page: packages
	@dpkg-query -W -f '$${db:Status-Status}' chromium 2>/dev/null | grep -q '^installed' || { \
	  echo 'page: installing a browser'; $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive \
	  apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 chromium python3-venv >/dev/null; }
	@[ -x .venv/page/bin/pytest ] || { python3 -m venv .venv/page && \
	  .venv/page/bin/pip install -q --disable-pip-version-check -r Tests/Page/requirements.txt; }
	@echo 'page: testing in a browser; screenshots in out/page'
	@.venv/page/bin/pytest -q -p no:cacheprovider Tests/Page

# Before a release; not part of `make test`. TORTURE passes options, such as --scale 0.1 or --only kills.
torture: build
	@echo 'torture: trying to break the built program; minutes'
	@python3 Tests/Torture $(TORTURE)

# From the modules of the release build; a warning is an error.
docs: build
	@maps=$$(find .build/release/ -maxdepth 2 -name module.modulemap -printf '-Xcc -fmodule-map-file=%p '); \
	for library in $(LIBRARIES); do \
	  echo "docs: $$library"; \
	  rm -rf out/symbols/$$library && mkdir -p out/symbols/$$library out/docs && \
	  swift symbolgraph-extract -module-name $$library -I .build/release/Modules $$maps \
	    -I .build/checkouts/swift-system/Sources/CSystem/include \
	    -I .build/checkouts/GRDB.swift/Sources/GRDBSQLite -I Sources/COpenSSL -I Sources/CLZMA -I Sources/CLibXML2 \
	    $$(pkg-config --cflags-only-I libxml-2.0 libcrypto liblzma) \
	    -target $$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)".*/\1/p' | head -1) \
	    -minimum-access-level public -output-dir out/symbols/$$library && \
	  docc convert Sources/$$library/$$library.docc --warnings-as-errors \
	    --additional-symbol-graph-dir out/symbols/$$library \
	    --output-path out/docs/$$library.doccarchive || exit 1; done

bench: setup
	@$(MAKE) --no-print-directory -C Benchmarks

# Starts on any Debian 12 of this architecture: all libraries but those of the C library come along, and
# are found beside the program. Without drawing, which needs Graphviz's plug-ins and fonts.
dist: build
	@command -v patchelf >/dev/null || $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	  --no-install-recommends -o Dpkg::Use-Pty=0 patchelf >/dev/null
	@rm -rf out/dist && mkdir -p out/dist/bin out/dist/lib out/dist/models
	@cp -r .build/release/wwww .build/release/wwww-decode .build/release/libwwww-*.so \
	  .build/release/wwww_Review.resources out/dist/bin/
	@strip out/dist/bin/wwww out/dist/bin/wwww-decode
	@ldd out/dist/bin/wwww out/dist/bin/wwww-decode out/dist/bin/*.so \
	  | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | sort -u \
	  | grep -v '/\(libc\|libm\|libdl\|librt\|libpthread\|libresolv\|libutil\|libnss_[a-z]*\|ld-linux[^/]*\)\.so' \
	  | xargs cp -L -t out/dist/lib
	@for file in out/dist/bin/wwww out/dist/bin/wwww-decode out/dist/bin/*.so out/dist/lib/*; do \
	  patchelf --force-rpath --set-rpath '$$ORIGIN:$$ORIGIN/../lib' $$file || exit 1; done
	@cp models/*.json models/*.dat models/*.onnx out/dist/models/ && cp -r queries LICENSE THIRD-PARTY.md out/dist/
	@tar -C out/dist -czf out/wwww.tar.gz . && ls -sh out/wwww.tar.gz

format:
	@swift format -i -r $(SWIFT_DIRECTORIES)

lint:
	@swift format lint -s -r $(SWIFT_DIRECTORIES) && python3 .ci/rooms && python3 .ci/writes && echo 'lint: clean'

clean:
	rm -rf .build out samples/photos samples/truth.csv

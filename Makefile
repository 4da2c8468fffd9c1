# The commands to know are `make run`, `make demo` and `make test`. Everything else is in `cargo xtask help`.
.PHONY: run demo test dev bench lint

run: toolchain
	cargo xtask serve

demo: toolchain
	cargo xtask demo

test: toolchain
	cargo xtask test

dev: toolchain
	cargo xtask dev

bench: toolchain
	cargo xtask bench

lint: toolchain
	cargo xtask lint

# The compiler of rust-toolchain.toml, also where rustup was told not to install one by itself.
.PHONY: toolchain
toolchain:
	@rustc --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 \
	  || rustup toolchain install $$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml) --profile minimal \
	    -c clippy -c rustfmt -t wasm32-unknown-unknown

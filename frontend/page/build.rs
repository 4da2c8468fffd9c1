//! Has the linker keep what `cargo xtask build` needs to split the module in two.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
}

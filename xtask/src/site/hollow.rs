//! Functions that are compiled and that nobody needs: they are emptied, and with them goes all that only they used.

use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module as Wasm, ir::Instr};

use super::wasm::Module;
use crate::Outcome;

/// What becomes of a function.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hollow {
    /// Called after all, it stops the program.
    Stops,
    /// It is called, and writes nothing: of Rust's formatting, 0 is success.
    SaysNothing,
}

/// Pages are hydrated in one go, never piece by piece, but each erased view's table of functions names a future that would do so. The
/// compiler can't know that nobody polls it; these futures are a fifth of the module. No wider: the compiler folds equal functions into
/// one, so another function of the same trait may be one that is called.
const NEVER_POLLED: &[&str] = &["into_any::hydrate_async::{{closure}}"];

/// What the numbers of an error's text are written by in the engine, where nobody reads them: every body that can't be read is the same to it, and
/// it writes no broken number for anybody. Floating point alone is 14 KB of the module.
const NEVER_READ: &[&str] = &[
    "<serde_core::de::Unexpected as core::fmt::Display>::fmt",
    "<f64 as core",
];

/// What a panic says before it ends the module. What it failed on may be a name or a number out of somebody's file, and the browser's console
/// is no place for those; a shipped module only stops. `make dev` keeps the words.
const PANICS: &[&str] = &[
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    HOOK,
    "core::cell::panic_already",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "__rustc::rust_begin_unwind",
    "std::alloc::rust_oom",
    "std::panicking::begin_panic",
    "std::panicking::panic_handler",
    "std::panicking::panic_with_hook",
    "std::thread::local::panic_access_error",
];

/// Empties what nobody needs of a module or of a part of one. `silent`: also what its panics say.
pub(super) fn hollow(wasm: &mut Wasm, module: Module, silent: bool) {
    match module {
        Module::Page => empty_all(wasm, NEVER_POLLED, Hollow::Stops),
        Module::Engine => empty_all(wasm, NEVER_READ, Hollow::SaysNothing),
    }
    if silent {
        empty_all(wasm, PANICS, Hollow::Stops);
    }
}

/// Demands that a module's panics say nothing: what would write them to the console is there, and empty.
///
/// # Errors
/// It is called otherwise by now, or does something.
pub(super) fn is_silent(wasm: &Wasm) -> Outcome {
    let mut hooks = wasm.funcs.iter_local().filter(|(id, _)| {
        let name = wasm.funcs.get(*id).name.as_deref().map(plain);
        name.is_some_and(|name| name.contains(HOOK))
    });
    let empty = hooks.next().is_some_and(|(_, hook)| {
        let body = &hook.block(hook.entry_block()).instrs;
        matches!(body.as_slice(), [(Instr::Unreachable(_), _)])
    });
    match empty {
        true => Ok(()),
        false => Err(format!("a panic of this module may speak: {HOOK} is not empty").into()),
    }
}

const HOOK: &str = "console_error_panic_hook::hook";

/// Empties the functions with one of these in their names.
fn empty_all(wasm: &mut Wasm, named: &[&str], how: Hollow) {
    let functions: Vec<_> = wasm
        .funcs
        .iter_local()
        .map(|(id, _)| id)
        .filter(|id| {
            let name = wasm.funcs.get(*id).name.as_deref();
            let name = name.map(plain).unwrap_or_default();
            named.iter().any(|one| name.contains(one))
        })
        .collect();
    for id in functions {
        empty(wasm, id, how);
    }
}

fn empty(wasm: &mut Wasm, id: FunctionId, how: Hollow) {
    let kind = wasm.funcs.get(id).ty();
    let (parameters, results) = wasm.types.params_results(kind);
    let (parameters, results) = (parameters.to_vec(), results.to_vec());
    let mut builder = FunctionBuilder::new(&mut wasm.types, &parameters, &results);
    match how {
        Hollow::Stops => builder.func_body().unreachable(),
        Hollow::SaysNothing => builder.func_body().i32_const(0),
    };
    let locals = parameters
        .iter()
        .map(|kind| wasm.locals.add(*kind))
        .collect();
    let body = builder.local_func(locals);
    wasm.funcs.get_mut(id).kind = FunctionKind::Local(body);
}

/// A function's name as its source has it: the compiler's mangling and its hashes of crates, `core[1234]::cell`, come and go.
fn plain(name: &str) -> String {
    let demangled = rustc_demangle::demangle(name).to_string();
    let mut plain = String::with_capacity(demangled.len());
    let mut rest = demangled.as_str();
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        rest = match after.split_once(']') {
            Some((hash, after)) if hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => after,
            _ => {
                plain.push('[');
                after
            }
        };
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use walrus::{ModuleConfig, ValType};

    use super::*;

    #[test]
    fn a_name_is_plain_however_the_compiler_writes_it() {
        for (name, expected) in [
            (
                "_ZN4core9panicking9panic_fmt17h93771f0cbeb96d3bE",
                "core::panicking::panic_fmt::h93771f0cbeb96d3b",
            ),
            (
                "_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt",
                "core::panicking::panic_fmt",
            ),
            (
                "core[c5930c85a12de822]::panicking::panic_fmt",
                "core::panicking::panic_fmt",
            ),
            (
                "<[T] as app[1]::Piece>::list[",
                "<[T] as app::Piece>::list[",
            ),
            ("", ""),
        ] {
            assert_eq!(plain(name), expected);
        }
    }

    /// Two functions of the names, each with a parameter that it returns.
    fn module(names: [&str; 2]) -> Wasm {
        let mut wasm = Wasm::with_config(ModuleConfig::new());
        for name in names {
            let mut builder =
                FunctionBuilder::new(&mut wasm.types, &[ValType::I32], &[ValType::I32]);
            let parameter = wasm.locals.add(ValType::I32);
            builder
                .name(name.to_owned())
                .func_body()
                .local_get(parameter);
            let id = builder.finish(vec![parameter], &mut wasm.funcs);
            wasm.exports.add(name, id);
        }
        wasm
    }

    /// The only instruction of the function that is exported so.
    fn body(wasm: &Wasm, name: &str) -> Instr {
        let export = wasm.exports.iter().find(|export| export.name == name);
        let walrus::ExportItem::Function(id) = export.expect("it is exported").item else {
            panic!("not a function");
        };
        let function = wasm.funcs.get(id).kind.unwrap_local();
        let block = function.block(function.entry_block());
        let [(one, _)] = block.instrs.as_slice() else {
            panic!("not one instruction");
        };
        one.clone()
    }

    #[test]
    fn a_shipped_module_stops_without_a_word_and_does_all_else() {
        let names = ["core[c59]::option::unwrap_failed", "core[c59]::option::map"];
        for module_of in Module::ALL {
            let mut wasm = module(names);
            hollow(&mut wasm, module_of, false);
            assert!(matches!(body(&wasm, names[0]), Instr::LocalGet(_)));
            hollow(&mut wasm, module_of, true);
            assert!(matches!(body(&wasm, names[0]), Instr::Unreachable(_)));
            assert!(matches!(body(&wasm, names[1]), Instr::LocalGet(_)));
        }
    }

    #[test]
    fn a_module_whose_panics_may_speak_is_found() {
        let names = [
            "console_error_panic_hook::hook::h445536d28739dae8",
            "app::main",
        ];
        let mut wasm = module(names);
        assert!(is_silent(&wasm).is_err());
        hollow(&mut wasm, Module::Page, true);
        assert!(is_silent(&wasm).is_ok());
        assert!(is_silent(&module(["another_hook::hook", "app::main"])).is_err());
    }

    #[test]
    fn the_engine_writes_no_floating_point_number_and_says_that_it_has() {
        let names = [
            "<f64 as core[c59]::fmt::Display>::fmt",
            "<u64 as core>::fmt",
        ];
        let mut wasm = module(names);
        hollow(&mut wasm, Module::Page, true);
        assert!(matches!(body(&wasm, names[0]), Instr::LocalGet(_)));
        hollow(&mut wasm, Module::Engine, false);
        assert!(matches!(body(&wasm, names[0]), Instr::Const(_)));
        assert!(matches!(body(&wasm, names[1]), Instr::LocalGet(_)));
    }
}

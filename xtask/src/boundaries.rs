//! Who may reach whom. The product's promises rest on these edges: a server that has no code to open a file can't open one.

use std::collections::BTreeSet;

use crate::{Outcome, place, run, tally::Tally};

mod sources;

/// One crate's rule.
struct Rule {
    from: &'static str,
    /// Names that may not be in its tree; one that ends in `*` stands for all names that begin so.
    never: &'static [&'static str],
    /// Names that have to be there: they show that the tree was read, and that both sides use the same judge.
    always: &'static [&'static str],
}

const RULES: &[Rule] = &[
    // The server can't decrypt, by construction; no test double and no property is in a product.
    Rule {
        from: "server",
        never: &["seal", "vault", "testkit", "strangers"],
        always: &["backend", "ledger", "surrealdb"],
    },
    Rule {
        from: "backend",
        never: &["seal", "vault", "dossier", "testkit", "strangers"],
        always: &["ledger", "surrealdb"],
    },
    // The client's crates know no browser, no page and no database.
    Rule {
        from: "seal",
        never: &["leptos*", "surrealdb*", "wasm-bindgen"],
        always: &["aes-gcm", "rsa"],
    },
    Rule {
        from: "ledger",
        never: &["leptos*", "surrealdb*", "wasm-bindgen"],
        always: &["ed25519-dalek"],
    },
    Rule {
        from: "dossier",
        never: &["leptos*", "surrealdb*", "wasm-bindgen"],
        always: &["serde"],
    },
    // What reads strangers' files holds no key. It reaches wasm-bindgen through zip, which asks the browser for randomness that it
    // needs for archives behind a password alone; so `vault` can't be built on it.
    Rule {
        from: "sheets",
        never: &[
            "leptos*",
            "surrealdb*",
            "seal",
            "vault",
            "ledger",
            "testkit",
            "strangers",
        ],
        always: &["zip", "quick-xml"],
    },
    Rule {
        from: "vault",
        never: &[
            "leptos*",
            "surrealdb*",
            "wasm-bindgen",
            "testkit",
            "strangers",
            "rsa",
        ],
        always: &["seal", "ledger"],
    },
    // Keys never leave the worker.
    Rule {
        from: "app",
        never: &["seal", "vault", "testkit", "strangers"],
        always: &["bridge", "leptos"],
    },
    Rule {
        from: "page",
        never: &["seal", "vault", "testkit", "strangers"],
        always: &["app", "leptos"],
    },
    // RSA is WebCrypto's there: the crate's private operations take a time that depends on the key (T23).
    Rule {
        from: "engine",
        never: &["leptos*", "surrealdb*", "testkit", "strangers", "rsa"],
        always: &["vault", "seal", "wasm-bindgen"],
    },
];

/// Sealing replaced by nothing, for a test that has to see what leaks; checks left out, for one that has to see what they are good for: never
/// part of what people run.
const NEVER_A_FEATURE: [&str; 2] = ["identity-sealing", "lifting"];

/// Where checks can be left out, nothing compiles that could be given to people.
const NEVER_WITH_LIFTING: [&[&str]; 2] = [&["--release"], &["--target", "wasm32-unknown-unknown"]];

/// Checks every boundary; `false` if one is crossed.
///
/// # Errors
/// A tree can't be read.
pub(crate) fn check() -> Outcome<bool> {
    let mut tally = Tally::default();
    count(&mut tally)?;
    Ok(tally.close())
}

/// Checks every boundary and adds each to the count.
///
/// # Errors
/// A tree can't be read.
pub(crate) fn count(tally: &mut Tally) -> Outcome {
    for rule in RULES {
        let tree = tree(rule.from, "normal,build")?;
        let faults = faults(rule, &crates_in(&tree));
        faults
            .iter()
            .for_each(|fault| println!("boundary: {fault}"));
        tally.check(&format!("boundary of {}", rule.from), faults.is_empty());
    }
    for product in ["server", "page", "engine"] {
        let tree = tree(product, "normal,build,features")?;
        let found = NEVER_A_FEATURE.map(|feature| has_feature(&tree, feature));
        for (feature, _) in NEVER_A_FEATURE
            .iter()
            .zip(found)
            .filter(|(_, found)| *found)
        {
            println!("boundary: {product} switches on `{feature}`");
        }
        tally.check(&format!("features of {product}"), !found.contains(&true));
    }
    for options in NEVER_WITH_LIFTING {
        let refused = refuses_lifting(options);
        if !refused {
            println!("boundary: `checks` compiles with `lifting` and {options:?}");
        }
        tally.check("checks are left out in tests alone", refused);
    }
    let crossed = sources::forbidden(&place::root())?;
    crossed
        .iter()
        .for_each(|place| println!("boundary: {place}"));
    tally.check("markup only through the framework", crossed.is_empty());
    Ok(())
}

fn tree(name: &str, edges: &str) -> Outcome<String> {
    run::output(run::cargo().args([
        "tree", "--locked", "-e", edges, "--target", "all", "-p", name, "--prefix", "none",
    ]))
}

/// Whether `checks` does not compile with its feature, and says why.
fn refuses_lifting(options: &[&str]) -> bool {
    let mut cargo = run::cargo();
    // A folder of its own: nobody waits for another build of that profile.
    cargo.env("CARGO_TARGET_DIR", place::target().join("lifting"));
    cargo.args(["check", "--locked", "-p", "checks", "--features", "lifting"]);
    let error = run::output(cargo.args(options)).err();
    error.is_some_and(|error| {
        error
            .to_string()
            .contains("checks can be left out in tests alone")
    })
}

/// The names in what `cargo tree --prefix none` prints: the first word of each line.
fn crates_in(tree: &str) -> BTreeSet<&str> {
    tree.lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

/// Whether any crate in a tree with features is built with this one.
fn has_feature(tree: &str, feature: &str) -> bool {
    let quoted = format!("feature \"{feature}\"");
    tree.lines().any(|line| line.contains(&quoted))
}

fn faults(rule: &Rule, names: &BTreeSet<&str>) -> Vec<String> {
    let reached = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => names.iter().any(|name| name.starts_with(start)),
        None => names.contains(pattern),
    };
    let crossed = rule
        .never
        .iter()
        .filter(|name| reached(name))
        .map(|name| format!("{} reaches {name}", rule.from));
    let missing = rule
        .always
        .iter()
        .filter(|name| !reached(name))
        .map(|name| format!("{} does not reach {name}", rule.from));
    crossed.chain(missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Rule = Rule {
        from: "server",
        never: &["seal", "leptos*"],
        always: &["backend"],
    };

    #[test]
    fn a_clean_tree_passes() {
        let tree = "server v0.1.0 (/x/server)\nbackend v0.1.0 (/x/backend)\nsealed-other v1.0.0\nserde v1.0.0 (*)\n";
        assert!(faults(&RULE, &crates_in(tree)).is_empty());
    }

    #[test]
    fn a_crossed_boundary_is_found() {
        let tree = "server v0.1.0\nbackend v0.1.0\nseal v0.1.0 (/x/seal) (*)\nleptos_dom v0.8.0\n";
        assert_eq!(
            faults(&RULE, &crates_in(tree)),
            ["server reaches seal", "server reaches leptos*"]
        );
    }

    #[test]
    fn a_tree_that_was_not_read_is_found() {
        assert_eq!(
            faults(&RULE, &crates_in("")),
            ["server does not reach backend"]
        );
    }

    #[test]
    fn a_forbidden_feature_is_found() {
        let tree = "engine v0.1.0\nseal feature \"identity-sealing\"\nseal feature \"default\"\n";
        assert!(has_feature(tree, "identity-sealing"));
        assert!(!has_feature(tree, "lifting"));
    }
}

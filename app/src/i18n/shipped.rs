//! Names of the roles that every organisation begins with. They are stored as the founder's templates have them; readers of
//! another language see them in theirs. A role that somebody renamed keeps its name.

use super::Lang;

const ROLES: [(&str, &str); 8] = [
    ("销售代表", "Sales representative"),
    ("销售经理", "Sales manager"),
    ("销售总监", "Sales director"),
    ("客服主管", "Service supervisor"),
    ("档案管理员", "Archivist"),
    ("系统管理员", "System administrator"),
    ("审计管理员", "Auditor"),
    ("部门负责人", "Head of unit"),
];

/// A role's name as a reader of this language knows it.
pub(crate) fn role(name: &str, lang: Lang) -> &str {
    match lang {
        Lang::Chinese => name,
        Lang::English => ROLES
            .iter()
            .find(|(zh, _)| *zh == name)
            .map_or(name, |(_, en)| en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_roles_are_named_in_the_readers_language_and_others_as_they_are() {
        assert_eq!(role("档案管理员", Lang::English), "Archivist");
        assert_eq!(role("档案管理员", Lang::Chinese), "档案管理员");
        assert_eq!(role("前台", Lang::English), "前台");
    }
}

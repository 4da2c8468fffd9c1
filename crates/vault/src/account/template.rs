//! Which units an organisation begins with (guide G1).

use bridge::account::Template;
use ledger::{
    id::UnitId,
    statement::{Unit, UnitKind},
};

/// Units below `root`, parents first.
pub(super) fn units(template: Template, root: UnitId, mut id: impl FnMut() -> UnitId) -> Vec<Unit> {
    let mut unit = |parent, name: &str, kind| Unit {
        id: id(),
        parent: Some(parent),
        name: name.to_owned(),
        kind,
    };
    match template {
        Template::Empty => Vec::new(),
        Template::Sales => {
            let sales = unit(root, "销售部", UnitKind::Department);
            let first = unit(sales.id, "销售一组", UnitKind::Group);
            let second = unit(sales.id, "销售二组", UnitKind::Group);
            let service = unit(root, "客服部", UnitKind::Department);
            let risk = unit(root, "风控部", UnitKind::Department);
            vec![sales, first, second, service, risk]
        }
    }
}

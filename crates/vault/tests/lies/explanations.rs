//! Lies about what people have explained.

use bridge::{
    client::Sync,
    explanation::{GetExplanations, Said},
};
use getrandom::SysRng;
use ledger::statement::KeyName;
use seal::{
    rand_core::UnwrapErr,
    word::{self, Context},
};
use wire::{
    explanation::{Explanation, Explanations, WordToPost},
    path,
};

use crate::{
    company::Company,
    stage::{Held, Outcome, judged, rewrite, roster_of, servers_signing},
};

const SAID: &str = "经理让我看的";

/// Words of the server's, in somebody's name.
pub(crate) async fn servers_words() -> Outcome {
    let mut company = Company::found().await;
    company.enrol("李强", "liqiang").await;
    let mut head = company
        .hire("陈静", "chenjing", "销售部", "部门负责人")
        .await;
    let roster = judged(&roster_of(&company).await);
    let view = roster.view();
    let author = view.by_sign_in_name("liqiang").unwrap().id;
    let to = view.by_sign_in_name("chenjing").unwrap().id;
    let post = view.posts_of(to).next().unwrap();
    let pair = KeyName::Post(post);
    let opening = view.epoch(&pair).unwrap();
    let context = Context {
        org: roster.org().unwrap().0,
        author: author.0,
        at: 1,
        key_id: pair.id(),
        epoch: opening.epoch,
    };
    let sealed = word::seal(
        &context,
        &opening.public.unwrap().0,
        &servers_signing(),
        SAID,
        &mut UnwrapErr(SysRng),
    );
    let forged = Explanation {
        id: "0".repeat(32),
        person: author.to_string(),
        at: 1,
        files: 900,
        word: WordToPost {
            unit: post.unit.to_string(),
            role: post.role.to_string(),
            epoch: opening.epoch,
            sealed: sealed.unwrap().into(),
        },
    };
    rewrite(&head, path::EXPLANATIONS, move |told: &mut Explanations| {
        told.explanations = vec![forged.clone()];
    });
    head.call(Sync).await.unwrap();
    let told = head.call(GetExplanations).await.unwrap();
    match &told.explanations[0].said {
        Said::Words(words) if words == SAID => {
            Ok("somebody is said to have explained it so".into())
        }
        Said::Unverified => Err(Held("words that are nobody's are shown to nobody".into())),
        other => panic!("{other:?}"),
    }
}

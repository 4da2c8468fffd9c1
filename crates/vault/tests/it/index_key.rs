//! The key that numbers are found by is replaced, and the files follow: found before, meanwhile and after.

use std::{cell::RefCell, rc::Rc};

use bridge::{
    Reason,
    client::{Deed, FindDuplicates, Sync},
    organisation::{GetOrganisation, ReplaceIndexKey, Reseal},
};
use dossier::client::{ClientForm, Field, Kind};
use testkit::client::{Client, Fate};
use wire::{body::from_cbor, files::JournalAppend, look_up::LookUp, path};

use crate::company::{
    Company, company_form, create, create_from, edited, form, name, open, remarks,
};

const GROUP: &str = "销售一组";
const MOBILE: &str = "13812344471";
/// The first key is replaced.
const REPLACE: ReplaceIndexKey = ReplaceIndexKey { seen: 1 };
const CREDIT_CODE: &str = "91440300708461136T";

/// The files that somebody finds by what is typed into a field, in rising order.
async fn found(client: &mut Client, field: Field, number: &str) -> Vec<String> {
    let kind = match field {
        Field::CreditCode => Kind::Company,
        _ => Kind::Person,
    };
    let call = FindDuplicates {
        form: ClientForm::new(kind).with(field, number),
        fields: Field::ALL.to_vec(),
        file: None,
    };
    let found = client.call(call).await.unwrap().duplicates;
    let known = found.into_iter().map(|one| one.known.unwrap().file);
    let mut files: Vec<String> = known.collect();
    files.sort();
    files
}

/// The epochs of the tags in each entry that a client sends, until the network is mended.
fn sent(client: &Client) -> Rc<RefCell<Vec<u32>>> {
    let epochs = Rc::new(RefCell::new(Vec::new()));
    let into = Rc::clone(&epochs);
    client.network(move |request| {
        let append = request.body.as_ref().map(|body| from_cbor(body));
        if let Some(Ok(JournalAppend { tags, .. })) = append
            && request.path.starts_with("/api/v1/journals/")
        {
            let tags = tags.iter().flat_map(|file| &file.tags);
            into.borrow_mut().extend(tags.map(|tag| tag.epoch));
        }
        Fate::Arrives
    });
    epochs
}

#[tokio::test]
async fn files_are_found_before_the_key_is_replaced_meanwhile_and_after() {
    let mut company = Company::found().await;
    let mut sales = company.hire("李强", "liqiang", GROUP, "销售代表").await;
    let person = create(&mut company, GROUP, "张雨桐").await;
    let firm = create_from(&mut company, GROUP, company_form("晨光有限公司")).await;
    sales.call(Sync).await.unwrap();
    assert_eq!(
        found(&mut sales, Field::Mobile, MOBILE).await,
        std::slice::from_ref(&person)
    );

    // Whoever reads may look up, and replaces nothing.
    let refused = sales.call(REPLACE).await.unwrap_err();
    assert_eq!(refused.reason, Reason::NotAllowed);
    let after = company.founder.call(REPLACE).await.unwrap();
    assert_eq!((after.index_epoch, after.to_reseal), (2, 2));

    // By the earlier key, as long as files lie under it; what is saved now lies under the new one.
    sales.call(Sync).await.unwrap();
    assert_eq!(
        found(&mut sales, Field::CreditCode, CREDIT_CODE).await,
        std::slice::from_ref(&firm)
    );
    let epochs = sent(&company.founder);
    let newer = create(&mut company, GROUP, "陈志远").await;
    assert_eq!(epochs.take(), [2, 2]);
    sales.call(Sync).await.unwrap();
    let mut both = vec![person.clone(), newer.clone()];
    both.sort();
    assert_eq!(found(&mut sales, Field::Mobile, MOBILE).await, both);
    // Who comes later has what their post has.
    let mut later = company.hire("赵倩", "zhaoqian", GROUP, "销售代表").await;
    assert_eq!(found(&mut later, Field::Mobile, MOBILE).await, both);

    let step = Reseal {
        most: 100,
        keys_alone: true,
    };
    let done = company.founder.call(step).await.unwrap();
    assert_eq!((done.done, done.left, done.unreadable), (2, 0, 0));
    assert_eq!(epochs.take(), [2; 4]);
    company.founder.mend_network();
    later.call(Sync).await.unwrap();
    assert_eq!(found(&mut later, Field::Mobile, MOBILE).await, both);
    assert_eq!(
        found(&mut later, Field::CreditCode, CREDIT_CODE).await,
        std::slice::from_ref(&firm)
    );
    // No file lies under the earlier key, so nothing is asked by it.
    sales.call(Sync).await.unwrap();
    let asked = Rc::new(RefCell::new(Vec::new()));
    let into = Rc::clone(&asked);
    sales.network(move |request| {
        if request.path == path::LOOK_UP {
            let body: LookUp = from_cbor(request.body.as_ref().unwrap()).unwrap();
            into.borrow_mut()
                .extend(body.tags.iter().map(|tag| tag.epoch));
        }
        Fate::Arrives
    });
    assert_eq!(found(&mut sales, Field::Mobile, MOBILE).await, both);
    assert_eq!(asked.take(), [2]);
    sales.mend_network();

    // The same click again, its answer having got lost, or somebody else's.
    let again = company.founder.call(REPLACE).await.unwrap();
    assert_eq!((again.index_epoch, again.to_reseal), (2, 0));

    // Nobody changed anything, and once is enough.
    let view = open(&mut sales, &person).await.unwrap();
    let deeds: Vec<Deed> = view.history.iter().map(|change| change.deed).collect();
    assert_eq!(
        (name(&view), deeds),
        ("张雨桐", vec![Deed::Resealed, Deed::Created])
    );
    assert_eq!(company.founder.call(step).await.unwrap().done, 0);
    let organisation = sales.call(GetOrganisation).await.unwrap();
    assert_eq!((organisation.index_epoch, organisation.to_reseal), (2, 0));
}

/// Whoever has a form open while tags are made anew saves it, and is found by what they typed.
#[tokio::test]
async fn an_editor_is_not_disturbed_by_new_tags() {
    let mut company = Company::found().await;
    let mut sales = company.hire("李强", "liqiang", GROUP, "销售代表").await;
    let file = create_from(&mut company, GROUP, form("张雨桐")).await;
    sales.call(Sync).await.unwrap();
    open(&mut sales, &file).await.unwrap();
    let save = edited(&mut sales, &file, |form| {
        form.set(Field::Mobile, "13912340000");
        form.set(Field::Remarks, "早已填好");
    })
    .await;
    company.founder.call(REPLACE).await.unwrap();
    let step = Reseal {
        most: 100,
        keys_alone: true,
    };
    assert_eq!(company.founder.call(step).await.unwrap().done, 1);
    sales.call(save).await.unwrap();
    let view = open(&mut company.founder, &file).await.unwrap();
    assert_eq!(remarks(&view), "早已填好");
    let founder = &mut company.founder;
    assert_eq!(found(founder, Field::Mobile, "13912340000").await, [file]);
    assert!(found(founder, Field::Mobile, MOBILE).await.is_empty());
}

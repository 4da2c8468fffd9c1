//! The words that companies put above their columns.

/// What a column of a client list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 姓名, 企业名称: a person's or a company's.
    Name,
    /// 简称.
    ShortName,
    /// 证件号码.
    IdNumber,
    /// 证件类型.
    IdKind,
    /// 统一社会信用代码.
    CreditCode,
    /// 法定代表人.
    Representative,
    /// 手机.
    Mobile,
    /// 固定电话, 总机; 电话 too, unless [`guess`](crate::guess()) finds that persons' mobiles are meant.
    Phone,
    /// 联系地址, 注册地址.
    Address,
    /// 所属行业.
    Industry,
    /// 经营范围.
    Scope,
    /// 客户经理.
    Manager,
    /// 建档日期.
    Opened,
    /// 客户标签.
    Tags,
    /// 备注.
    Remarks,
}

/// Headings as [`folded`], by column, the more exact words first: where two columns of a sheet mean the same, the earlier word wins.
const WORDS: &[(Column, &str)] = &[
    (
        Column::Name,
        "客户姓名 客户名称 企业名称 公司名称 单位名称 企业全称 公司全称 单位全称 客户全称 姓名 名称 全称 企业名 公司名 \
         客户名 客户 名字 fullname clientname customername companyname legalname name client customer company",
    ),
    (
        Column::ShortName,
        "客户简称 企业简称 公司简称 单位简称 简称 shortname abbreviation",
    ),
    (
        Column::IdNumber,
        "证件号码 身份证号码 身份证号 身份证件号码 居民身份证号码 居民身份证号 公民身份号码 客户证件号码 客户身份证号 \
         证件号 证件编号 身份证 idnumber idno idno. idcardnumber idcardno idcardno. idcard \
         identitynumber documentnumber documentno documentno.",
    ),
    (
        Column::IdKind,
        "证件类型 证件种类 证件类别 证件名称 idtype idkind documenttype documentkind",
    ),
    (
        Column::CreditCode,
        "统一社会信用代码 统一社会信用代码证号 社会统一信用代码 社会信用代码 统一信用代码 信用代码 统一代码 信用代码证号 \
         uscc unifiedsocialcreditcode socialcreditcode creditcode",
    ),
    (
        Column::Representative,
        "法定代表人 法人代表 法定代表人姓名 法人代表姓名 法人姓名 法人 法代 legalrepresentative legalrep legalperson \
         representative",
    ),
    (
        Column::Mobile,
        "手机 手机号 手机号码 移动电话 客户手机 客户手机号 联系手机 本人手机 手机电话 mobile mobilephone mobilenumber \
         mobileno mobileno. cellphone cell",
    ),
    (
        Column::Phone,
        "联系电话 电话 电话号码 总机 总机电话 固定电话 固话 座机 座机号码 办公电话 公司电话 单位电话 企业电话 客户电话 \
         联系方式 联系号码 telephone telephonenumber phone phonenumber phoneno phoneno. tel tel. landline switchboard",
    ),
    (
        Column::Address,
        "联系地址 注册地址 通讯地址 通信地址 客户地址 公司地址 企业地址 单位地址 家庭地址 家庭住址 居住地址 现住址 住址 \
         住所 地址 经营地址 办公地址 注册地 详细地址 户籍地址 contactaddress registeredaddress mailingaddress \
         homeaddress address",
    ),
    (
        Column::Industry,
        "所属行业 行业 行业类别 行业分类 行业类型 所在行业 industry sector",
    ),
    (
        Column::Scope,
        "经营范围 业务范围 主营业务 businessscope scopeofbusiness scope",
    ),
    (
        Column::Manager,
        "客户经理 客户经理姓名 管户经理 业务经理 负责人 客户负责人 跟进人 归属人 业务员 销售 销售员 销售经理 专管员 \
         accountmanager clientmanager customermanager relationshipmanager manager salesperson owner",
    ),
    (
        Column::Opened,
        "建档日期 开户日期 建档时间 开户时间 建档日 开户日 登记日期 录入日期 创建日期 登记时间 创建时间 日期 openingdate \
         dateopened openedon opened openedat createdon created registrationdate date",
    ),
    (
        Column::Tags,
        "客户标签 标签 客户分类 客户类别 客户等级 tags tag labels label",
    ),
    (
        Column::Remarks,
        "备注 备注说明 备注信息 说明 附注 补充说明 其他说明 remarks remark notes note comments comment",
    ),
];

/// What a cell means as a heading, with how exact its word is: the smaller the better. Of words joined by a stroke
/// (`手机/电话`), the first that is known counts.
pub(crate) fn column(text: &str) -> Option<(Column, usize)> {
    let word = folded(text);
    known(&word).or_else(|| word.split(['/', '、', '或']).find_map(known))
}

fn known(word: &str) -> Option<(Column, usize)> {
    WORDS.iter().find_map(|(column, words)| {
        let rank = words.split(' ').position(|other| other == word)?;
        Some((*column, rank))
    })
}

/// One spelling of a heading: half width, lower case, without spaces, stars, colons, invisible marks, and what brackets hold
/// (`手机（必填）`). If brackets hold all of it, only they go.
pub(crate) fn folded(text: &str) -> String {
    let plain: Vec<char> = text.chars().filter_map(fold).collect();
    let mut depth = 0usize;
    let mut outside = String::new();
    for &c in &plain {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    if outside.is_empty() {
        let brackets = ['(', '[', '【', ')', ']', '】'];
        outside = plain
            .into_iter()
            .filter(|c| !brackets.contains(c))
            .collect();
    }
    outside
}

/// A character of a heading; none if it says nothing.
fn fold(c: char) -> Option<char> {
    let half = match c {
        // The full-width forms stand in ASCII's order, this far away.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        other => other,
    };
    let says_nothing = half.is_whitespace()
        || half.is_control()
        || matches!(
            half,
            '*' | ':' | '_' | '-' | '"' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '※' | '★'
        );
    (!says_nothing).then(|| half.to_ascii_lowercase())
}

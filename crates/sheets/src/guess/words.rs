//! The words by which people head a list's columns. Words of one entry stand between blanks, in lower case and without marks.

use super::Column;

/// Words that name one field and no other.
pub(super) const WORDS: &[(Column, &str)] = &[
    (
        Column::Name,
        "姓名 客户姓名 客户名称 名称 客户名 中文姓名 真实姓名 会员姓名 患者姓名 户名 \
         企业名称 公司名称 单位名称 机构名称 企业全称 公司全称 单位全称 客户全称 全称 公司名 \
         企业名 name fullname customername clientname companyname company legalname organization \
         organisation",
    ),
    (
        Column::ShortName,
        "简称 客户简称 企业简称 公司简称 单位简称 昵称 称呼 shortname alias abbreviation \
         nickname",
    ),
    (
        Column::IdKind,
        "证件类型 证件种类 证件类别 证件名称 idtype idkind documenttype typeofid certificatetype",
    ),
    (
        Column::IdNumber,
        "身份证号 身份证号码 身份证 居民身份证号 居民身份证号码 居民身份证 证件号码 证件号 \
         证件编号 公民身份号码 公民身份证号码 护照号 护照号码 idnumber idno idcard idcardno \
         idcardnumber nationalid identitynumber identitycard identityno documentnumber \
         documentno certno certificateno passport passportno passportnumber",
    ),
    (
        Column::CreditCode,
        "统一社会信用代码 统一信用代码 社会信用代码 社会统一信用代码 信用代码 统一代码 \
         信用代码证 税号 纳税人识别号 统一社会信用代码证号 营业执照号 营业执照号码 \
         营业执照注册号 creditcode socialcreditcode unifiedsocialcreditcode unifiedcreditcode \
         uscc usci taxid taxnumber registrationnumber",
    ),
    (
        Column::Representative,
        "法人代表 法定代表人 法人 法人姓名 法人代表姓名 法定代表人姓名 企业法人 公司法人 法代 \
         负责人姓名 legalrepresentative legalrep representative legalperson",
    ),
    (
        Column::Mobile,
        "手机 手机号 手机号码 移动电话 移动电话号码 联系手机 手机电话 本人手机 本人电话 mobile \
         mobilephone mobileno mobilenumber cellphone cell cellphonenumber",
    ),
    (
        Column::Switchboard,
        "总机 总机号码 总机电话 座机 座机号码 固定电话 固话 公司电话 企业电话 单位电话 办公电话 \
         switchboard landline officephone companyphone",
    ),
    (
        Column::Address,
        "地址 联系地址 通讯地址 通信地址 家庭地址 家庭住址 住址 现住址 现住地址 居住地址 \
         常住地址 住所 户籍地址 详细地址 注册地址 注册地 企业地址 公司地址 单位地址 办公地址 \
         经营地址 营业地址 注册住所 address addr homeaddress mailingaddress registeredaddress \
         businessaddress residence residentialaddress",
    ),
    (
        Column::Industry,
        "行业 所属行业 行业类别 行业分类 行业类型 行业名称 从事行业 industry sector industryname",
    ),
    (
        Column::Scope,
        "经营范围 营业范围 业务范围 主营业务 主营范围 scope scopeofbusiness businessscope",
    ),
    (
        Column::Opened,
        "建档日期 建档时间 建档日 开户日期 开户时间 登记日期 登记时间 录入日期 录入时间 创建日期 \
         创建时间 立档日期 入会日期 签约日期 开档日期 opened openingdate opendate openedon \
         dateopened created createdat createdate createddate datecreated registrationdate \
         filedate",
    ),
    (
        Column::Manager,
        "客户经理 客户经理姓名 所属客户经理 负责客户经理 管户经理 管户人 专属经理 维护人 跟进人 \
         业务员 业务经理 销售 销售员 销售人员 销售代表 销售经理 理财经理 accountmanager manager \
         relationshipmanager rm owner accountowner salesperson salesrep salesrepresentative",
    ),
    (
        Column::Unit,
        "部门 所属部门 部门名称 组 小组 组别 所属组 所属小组 团队 所属团队 归属部门 管理部门 \
         unit department dept group team",
    ),
    (
        Column::Tags,
        "标签 客户标签 标记 客户标记 分组标签 客户分类 客户等级 客户级别 tag tags label labels \
         category",
    ),
    (
        Column::Remarks,
        "备注 备注信息 备注说明 说明 附注 注释 其他 其它 其他说明 remark remarks note notes \
         comment comments memo",
    ),
];

/// Words that several fields have: what they mean depends on the list, and on the columns beside.
pub(super) const SHARED: &[(Column, &str)] = &[
    (Column::Name, "客户 企业 公司 单位 客户信息 customer client"),
    (
        Column::Mobile,
        "电话 联系电话 电话号码 联系方式 联系号码 联系人电话 phone phonenumber phoneno tel \
         telephone telephonenumber contact contactnumber contactphone",
    ),
    (
        Column::Switchboard,
        "电话 联系电话 电话号码 联系方式 联系号码 联系人电话 手机 手机号 手机号码 phone \
         phonenumber phoneno tel telephone telephonenumber contact contactnumber contactphone \
         mobile",
    ),
    (Column::Representative, "负责人 企业负责人 公司负责人"),
    (Column::Manager, "经理 负责人 经办人 责任人"),
    (Column::IdNumber, "号码 证号"),
    (Column::CreditCode, "证件号码 证件号 执照号 代码"),
    (Column::Opened, "日期 时间 date"),
    (Column::Scope, "范围"),
];

/// A field, the parts of longer headings that name it, and what must not stand beside them: a relative's, a representative's
/// or an emergency contact's number is not the client's.
pub(super) const PARTS: &[(Column, &str, &str)] = &[
    (Column::CreditCode, "信用代码 creditcode", "日期 有效"),
    (
        Column::IdNumber,
        "身份证 证件号 idcard idnumber",
        "法人 代表 联系人 配偶 类型 日期 有效 地址 照 扫描 附件 正面 反面 发证 签发",
    ),
    (Column::IdKind, "证件类 证件种", "法人 代表 联系人 配偶"),
    (
        Column::Representative,
        "法人 法定代表 legalrep",
        "证 号 电话 手机 地址 联系 phone id",
    ),
    (
        Column::Mobile,
        "手机 移动电话 mobile",
        "紧急 备用 配偶 法人 代表 经理 2 二",
    ),
    (
        Column::Mobile,
        "电话 phone",
        "紧急 备用 配偶 法人 代表 经理 家庭 2 二",
    ),
    (
        Column::Switchboard,
        "总机 座机 固定电话 电话 phone",
        "紧急 备用 配偶 法人 代表 经理 家庭 2 二",
    ),
    (
        Column::Address,
        "地址 住址 address",
        "邮箱 邮件 电子 email 法人 代表 配偶 网 ip",
    ),
    (Column::Scope, "经营范围 营业范围", ""),
    (Column::Industry, "行业", "代码 编码"),
    (Column::Opened, "建档 开户日 立档", "人 单位 机构 经理 员"),
    (
        Column::Manager,
        "客户经理 accountmanager",
        "号 电话 手机 工号 部门 id phone",
    ),
    (Column::ShortName, "简称", ""),
    (Column::Unit, "部门", "电话 编码 代码"),
    (Column::Tags, "标签", ""),
    (Column::Remarks, "备注", ""),
    (
        Column::Name,
        "姓名 企业名 公司名 单位名 客户名",
        "法人 代表 经理 联系人 配偶 拼音 英文 曾用 经办 紧急 父 母",
    ),
];

/// Words that people put before a field's name.
pub(super) const BEFORE: &str =
    "必填 选填 客户的 客户 顾客 会员 患者 个人 企业 公司 单位 本人 主要 所属 client customer";

/// And after it.
pub(super) const AFTER: &str = "必填 选填 信息 一 1";
